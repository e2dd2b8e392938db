import { enhance } from "./editor.js";

for (const form of document.querySelectorAll<HTMLFormElement>("form.yamlform")) enhance(form);
