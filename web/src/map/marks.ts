/** The signs of the map, the same shapes as in the lists: a filled disc happened, every outline did not (yet). */
import type { Reality } from '../lib/types';

const SIZE = 26;

function path(reality: Reality): Path2D {
  const shape = new Path2D();
  const at = (x: number, y: number): [number, number] => [(x / 16) * SIZE * 0.8 + SIZE * 0.1, (y / 16) * SIZE * 0.8 + SIZE * 0.1];
  const line = (points: [number, number][], close = true) => {
    points.forEach(([x, y], i) => { const p = at(x, y); if (i) shape.lineTo(...p); else shape.moveTo(...p); });
    if (close) shape.closePath();
  };
  if (reality === 'threatened') line([[8, 1.8], [14.6, 13.6], [1.4, 13.6]]);
  else if (reality === 'demanded') line([[2, 4], [10, 4], [14, 8], [10, 12], [2, 12]]);
  else if (reality === 'planned') line([[2.5, 2.5], [13.5, 2.5], [13.5, 13.5], [2.5, 13.5]]);
  else if (reality === 'conditional') line([[8, 1.5], [14.5, 8], [8, 14.5], [1.5, 8]]);
  else if (reality === 'denied') { line([[3, 3], [13, 13]], false); line([[13, 3], [3, 13]], false); }
  else shape.arc(SIZE / 2, SIZE / 2, SIZE * 0.3, 0, Math.PI * 2);
  return shape;
}

/** The sign as pixels at twice its size. */
export function sign(reality: Reality, colour: string, ground: string): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIZE * 2;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.scale(2, 2);
  const shape = path(reality);
  context.lineJoin = 'round';
  context.strokeStyle = ground;
  context.lineWidth = reality === 'actual' ? 2.5 : 5.5;
  context.stroke(shape);
  if (reality === 'actual') {
    context.fillStyle = colour;
    context.fill(shape);
  } else {
    if (reality !== 'denied') { context.fillStyle = ground; context.fill(shape); }
    if (reality === 'possible') context.setLineDash([4, 3]);
    context.strokeStyle = colour;
    context.lineWidth = 2.6;
    context.stroke(shape);
  }
  return context.getImageData(0, 0, SIZE * 2, SIZE * 2);
}
