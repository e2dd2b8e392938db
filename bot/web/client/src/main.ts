import "./vagvisaren-chat.js";
