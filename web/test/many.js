// How soon a map of many incidents can be used: node test/many.js [100000]. Prints milliseconds; not part of `npm test`,
// because the figure is one of the machine.
import { start } from '../mock/server.js';
import { open_browser, open_page } from './browser.js';

const many = Number(process.argv[2] ?? 100000);
const { server, port } = await start({ many });
const base = `http://127.0.0.1:${port}/`;
const browser = await open_browser();
const { page, faults } = await open_page(browser, base);
// The stand-in's own slowness is left out: its answers are made before the clock starts.
for (const path of ['map', 'counts', 'incidents?limit=50', 'assessments?limit=200']) {
  const body = await (await fetch(`${base}v1/${path}`)).text();
  await page.route((url) => url.href.startsWith(`${base}v1/${path.split('?')[0]}`), (route) => route.fulfill({ contentType: 'application/json', body }));
}
const began = Date.now();
await page.goto(`${base}#/situation`);
await page.waitForSelector('.list tbody tr', { timeout: 120000 });
const table = Date.now() - began;
await page.waitForSelector('.gl[data-shown=true]', { timeout: 120000 });
console.log(`${many} incidents: table ${table} ms, map ${Date.now() - began} ms`);
await page.screenshot({ path: '../build/web/many.png' });
for (const fault of faults) console.log(fault);
await browser.close();
server.closeAllConnections();
server.close();
