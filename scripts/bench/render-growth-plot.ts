import type { Figure } from './figure.ts';

const [width, height, margin] = [640, 320, 48];
const colours = ['#1c7ed6', '#e8590c', '#2f9e44', '#ae3ec9'];

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A plot of all figures that have a place in one, as SVG: the ratio over the logarithm of what grows, a line for each kind. */
export function renderGrowthPlot(figures: readonly Figure[]): string {
  const points = figures.flatMap(({ point, median }) => (point === undefined ? [] : [{ ...point, median }]));
  const lines = [...new Set(points.map(({ line }) => line))];
  const most = Math.max(2, ...points.map(({ median }) => median));
  const exponents = points.map(({ at }) => Math.log10(at));
  const [least, span] = [Math.min(...exponents), Math.max(1, Math.max(...exponents) - Math.min(...exponents))];
  const place = ({ at, median }: { at: number; median: number }): Point => ({
    x: margin + ((Math.log10(at) - least) / span) * (width - 2 * margin),
    y: height - margin - (median / most) * (height - 2 * margin),
  });
  const drawn = lines.map((line, index) => {
    const colour = colours[index % colours.length];
    const own = points.filter((point) => point.line === line);
    const path = own.map(place).map(({ x, y }) => `${round(x)},${round(y)}`);
    const marks = own.map((point) => {
      const { x, y } = place(point);
      const label = `${point.at.toLocaleString('en')} ${line}: ${point.median.toFixed(2)}×`;
      return `<circle cx="${round(x)}" cy="${round(y)}" r="4" fill="${colour}"><title>${label}</title></circle>`;
    });
    const legend = `<text x="${margin + index * 120}" y="20" fill="${colour}">${line}</text>`;
    return `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${marks.join('')}${legend}`;
  });
  const one = round(place({ at: 10 ** least, median: 1 }).y);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">
<rect width="${width}" height="${height}" fill="#ffffff"/>
<line x1="${margin}" y1="${one}" x2="${width - margin}" y2="${one}" stroke="#adb5bd" stroke-dasharray="4 4"/>
<text x="8" y="${one + 4}" fill="#495057">1×</text>
<text x="8" y="${margin + 4}" fill="#495057">${most.toFixed(1)}×</text>
<text x="${margin}" y="${height - 16}" fill="#495057">${ticksOf(least)}</text>
<text x="${width - margin}" y="${height - 16}" text-anchor="end" fill="#495057">${ticksOf(least + span)}</text>
${drawn.join('\n')}
</svg>
`;
}

function ticksOf(exponent: number): string {
  return Math.round(10 ** exponent).toLocaleString('en');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
