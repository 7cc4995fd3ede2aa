// A browser for the walks: Debian's Chromium, with every request outside the desk recorded and refused.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const chromium_path = () => PLACES.find((each) => each && existsSync(each));

export async function open_browser() {
  return chromium.launch({ executablePath: chromium_path(), args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-dev-shm-usage'] });
}

/** A page that notes what went wrong: errors of scripts and of the security policy, requests to elsewhere. */
export async function open_page(browser, base, { language = 'en', theme = 'light', width = 1440, height = 900, zoom = 1, motion = 'no-preference' } = {}) {
  const context = await browser.newContext({ viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) }, deviceScaleFactor: zoom, reducedMotion: motion, acceptDownloads: true });
  const faults = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (url.startsWith(base) || url.startsWith('blob:') || url.startsWith('data:')) return route.continue();
    faults.push(`request to elsewhere: ${url}`);
    return route.abort();
  });
  await context.addInitScript(([l, t]) => { try { localStorage.setItem('tocsin.language', l); localStorage.setItem('tocsin.theme', t); } catch { /* not there */ } }, [language, theme]);
  const page = await context.newPage();
  page.setDefaultTimeout(120000);  // a busy machine is slow, not wrong
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource: the server responded with a status of 40[349]/.test(message.text())) faults.push(`console: ${message.text()}`); });
  return { page, context, faults };
}
