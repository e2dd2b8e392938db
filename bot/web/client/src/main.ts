import "./vagvisaren-chat.js";
import { embed } from "./core/embed.js";

embed();
