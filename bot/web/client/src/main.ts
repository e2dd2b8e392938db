import './vagvisaren-chat.js';
