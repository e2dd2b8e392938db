// icon.svg → the PNG files that phones ask for. Knows as much SVG as that drawing uses: rect, and paths of straight lines, filled or stroked.
import { crc32, deflateSync } from "node:zlib";

/** `inset` is the share of the side left free: a maskable icon is cut to any shape inside its middle 80 %. `round` keeps the corners. */
const FILES = [
  { name: "icon-192.png", size: 192, inset: 0, round: true },
  { name: "icon-512.png", size: 512, inset: 0, round: true },
  { name: "icon-maskable-512.png", size: 512, inset: 0.12, round: false },
  { name: "apple-touch-icon.png", size: 180, inset: 0.04, round: false },
];
/** Samples a side in each pixel. */
const FINE = 4;

export function* icons(svg) {
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)[1]);
  const [ground, ...marks] = [...svg.matchAll(/<(rect|path)\s([^>]*?)\/?>/g)].map(([, tag, text]) =>
    shape(tag, attributes(text)),
  );
  for (const { name, size, inset, round } of FILES) {
    const scale = side / (1 - 2 * inset) / size;
    const colourAt = (x, y) => {
      const there = [x * scale - (side * inset) / (1 - 2 * inset), y * scale - (side * inset) / (1 - 2 * inset)];
      const top = marks.findLast(({ holds }) => holds(...there));
      if (top) return top.colour;
      return round && !ground.holds(...there) ? null : ground.colour;
    };
    yield [name, png(size, pixels(size, colourAt))];
  }
}

function attributes(text) {
  return Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
}

function shape(tag, { d, fill, stroke, width, height, rx, "stroke-width": thick }) {
  if (tag === "rect")
    return { colour: rgb(fill), holds: (x, y) => roundedHolds(x, y, Number(width), Number(height), Number(rx)) };
  const points = corners(d);
  if (fill) return { colour: rgb(fill), holds: (x, y) => polygonHolds(points, x, y) };
  return { colour: rgb(stroke), holds: (x, y) => nearLine(points, x, y) <= Number(thick) / 2 };
}

function rgb(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** The corners of a path of M, H, V, L, h, v, l and z. */
function corners(path) {
  const found = [];
  let [x, y] = [0, 0];
  for (const [, command, text] of path.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const numbers = (text.match(/-?\d*\.?\d+/g) ?? []).map(Number);
    const step = /[HVhv]/.test(command) ? 1 : 2;
    for (let at = 0; at < numbers.length; at += step) {
      const [a, b] = numbers.slice(at, at + step);
      const moved = { M: [a, b], L: [a, b], H: [a, y], V: [x, a], l: [x + a, y + b], h: [x + a, y], v: [x, y + a] }[command];
      if (!moved) throw new Error(`icon.svg: ${command} is not understood`);
      found.push(([x, y] = moved));
    }
  }
  return found;
}

function polygonHolds(points, x, y) {
  let inside = false;
  points.forEach(([x1, y1], index) => {
    const [x2, y2] = points.at(index - 1);
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

/** How far it is to the line, whose ends are round. */
function nearLine([[x1, y1], [x2, y2]], x, y) {
  const along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2);
  const at = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x1 - at * (x2 - x1), y - y1 - at * (y2 - y1));
}

function roundedHolds(x, y, width, height, radius) {
  const beyond = (at, length) => Math.max(radius - at, 0, at - (length - radius));
  const [across, down] = [beyond(x, width), beyond(y, height)];
  return across <= radius && down <= radius && Math.hypot(across, down) <= radius;
}

/** RGBA rows, each pixel the mean of its samples. */
function pixels(size, colourAt) {
  const rows = Buffer.alloc(size * (1 + 4 * size));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0];
      let seen = 0;
      // alike in its corners: no edge goes through it
      const corner = [0, 1].flatMap((down) => [0, 1].map((across) => colourAt(x + across, y + down)));
      const fine = new Set(corner).size === 1 ? 1 : FINE;
      for (let sample = 0; sample < fine ** 2; sample++) {
        const colour = colourAt(x + ((sample % fine) + 0.5) / fine, y + (Math.floor(sample / fine) + 0.5) / fine);
        if (!colour) continue;
        colour.forEach((part, index) => (sum[index] += part));
        seen++;
      }
      const at = y * (1 + 4 * size) + 1 + 4 * x;
      if (seen) rows.set([...sum.map((part) => Math.round(part / seen)), Math.round((255 * seen) / fine ** 2)], at);
    }
  }
  return rows;
}

function png(size, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6], 8); // eight bits, RGBA
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
