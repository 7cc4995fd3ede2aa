/** Words over the map, drawn by the browser itself: it joins and turns Arabic as it should, and needs no glyph files.
    What comes first is drawn first; what would lie over it is left out. */

export interface Label {
  lat: number; lon: number; text: string; size: number; weight: number; colour: string;
  dx?: number; dy?: number; badge?: string;
  /** How much of the map it fills, where that is more than its words. */
  room?: number;
  /** Drawn even where it touches another. */
  always?: boolean;
}
type Project = (lon: number, lat: number) => { x: number; y: number };
interface Box { x: number; y: number; w: number; h: number }

export function draw_labels(canvas: HTMLCanvasElement, labels: Iterable<Label>, project: Project, halo: string) {
  const context = canvas.getContext('2d')!;
  const scale = devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
  if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const taken: Box[] = [];
  for (const label of labels) {
    const point = project(label.lon, label.lat);
    const [x, y] = [point.x + (label.dx ?? 0), point.y + (label.dy ?? 0)];
    if (x < -40 || y < -10 || x > width + 40 || y > height + 10) continue;
    context.font = `${label.weight} ${label.size}px system-ui, "Noto Sans Arabic", sans-serif`;
    const room = label.room ?? 0;
    const box = { w: Math.max(room, context.measureText(label.text).width + 6), h: Math.max(room, label.size + 5), x: 0, y: 0 };
    box.x = x - box.w / 2;
    box.y = y - box.h / 2;
    if (!label.always && taken.some((each) => overlap(each, box))) continue;
    taken.push(box);
    draw_one(context, label, x, y, box, halo);
  }
}

function draw_one(context: CanvasRenderingContext2D, label: Label, x: number, y: number, box: Box, halo: string) {
  if (label.badge) {
    context.fillStyle = label.badge;
    context.beginPath();
    context.roundRect(box.x - 4, box.y, box.w + 8, box.h, 6);
    context.fill();
  } else {
    context.lineWidth = 3;
    context.strokeStyle = halo;
    context.strokeText(label.text, x, y);
  }
  context.fillStyle = label.colour;
  context.fillText(label.text, x, y + 0.5);
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
