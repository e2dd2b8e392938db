// On a phone the row of places scrolls sideways: show the one where one is.
document.querySelector(".places [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
