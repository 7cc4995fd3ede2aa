// A browser for the walks: Debian's Chromium, with every request outside the desk recorded and refused.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { POLICY } from '../mock/server.js';
import { program } from './desks.js';

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const SHOTS = fileURLToPath(new URL(`../../build/web/walk${program ? '-program' : ''}/`, import.meta.url));

export const chromium_path = () => PLACES.find((each) => each && existsSync(each));
export const options = { skip: chromium_path() ? false : 'no Chromium on this machine (Debian: apt install chromium)', timeout: 1800000 };

export async function open_browser() {
  mkdirSync(SHOTS, { recursive: true });
  return chromium.launch({ executablePath: chromium_path(), args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-dev-shm-usage'] });
}

/** A page at the desk's door that notes what went wrong: errors of scripts and of the security policy, requests to elsewhere. */
export async function open_page(browser, desk, { language = 'en', theme = 'light', width = 1440, height = 900, zoom = 1, motion = 'no-preference' } = {}) {
  const context = await browser.newContext({ viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) }, deviceScaleFactor: zoom, reducedMotion: motion, acceptDownloads: true, locale: language === 'ar' ? 'ar' : 'en-GB' });
  const faults = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (process.env.TOCSIN_DIST && url.startsWith(desk.base) && !url.startsWith(`${desk.base}v1/`)) return route.fulfill(of_dist(url.slice(desk.base.length)));
    if (url.startsWith(desk.base) || url.startsWith('blob:') || url.startsWith('data:')) return route.continue();
    faults.push(`request to elsewhere: ${url}`);
    return route.abort();
  });
  await context.addInitScript(([l, t]) => { try { localStorage.setItem('tocsin.language', l); localStorage.setItem('tocsin.theme', t); } catch { /* not there */ } }, [language, theme]);
  const page = await context.newPage();
  page.setDefaultTimeout(120000);  // a busy machine is slow, not wrong
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource: the server responded/.test(message.text())) faults.push(`console: ${message.text()}`); });
  page.on('response', (response) => { if (response.status() >= 400 && ![403, 404, 409].includes(response.status())) faults.push(`${response.status()}: ${response.url()}`); });
  if (desk.token) { await page.goto(desk.link); await settled(page); }
  return { page, context, faults };
}

/** With TOCSIN_DIST set, the program's answers under the pages of web/dist: the interface is tried without building the program anew. */
function of_dist(address) {
  const name = address.split(/[?#]/)[0] || 'index.html';
  const type = { html: 'text/html; charset=utf-8', js: 'text/javascript', mjs: 'text/javascript', css: 'text/css', json: 'application/json', svg: 'image/svg+xml' }[name.split('.').at(-1)];
  try { return { body: readFileSync(new URL(`../dist/${name}`, import.meta.url)), headers: { 'Content-Type': type, 'Content-Security-Policy': POLICY } }; } catch { return { status: 404 }; }
}

/** Every screen, by the name that its picture has. */
export const screens = ({ seen }) => ({
  situation: '#/situation', filtered: `#/situation?type=ASSAULT&reality=actual&from=${seen.from}&to=${seen.to}&min_confidence=0.3`, reports: '#/reports', report: `#/report/${encodeURIComponent(seen.report)}?event=${encodeURIComponent(seen.event)}`, new: '#/new',
  incident: `#/incident/${encodeURIComponent(seen.incident)}`, warning: '#/warning', review: '#/review', search: `#/search?words=${seen.word}`, sitrep: '#/sitrep', export: '#/export', sources: '#/sources', feeds: '#/sources/feeds',
  actors: '#/knowledge/actors', places: `#/knowledge/places?words=${program ? 'Khar' : 'iz'}`, codebook: '#/knowledge/codebook', interface: '#/settings/interface', desk: '#/settings/desk', journal: '#/settings/journal', tokens: '#/settings/tokens', backups: '#/settings/backups' });

export async function settled(page) {
  await page.waitForFunction(() => document.querySelector('main h1') && ![...document.querySelectorAll('.state[role=status]')].some((each) => each.getClientRects().length), null, { timeout: 120000 });
}
export async function go(page, desk, hash) {
  await page.goto(desk.base + hash);
  await settled(page);
}

/** Returns: what axe finds serious or critical, a line each. */
export async function serious(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.filter((each) => ['serious', 'critical'].includes(each.impact)).map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
}
