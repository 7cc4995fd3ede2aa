// A browser walks every screen in both directions of writing, and does what a desk does in a day.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { start } from '../mock/server.js';
import { chromium_path, open_browser, open_page } from './browser.js';

const SHOTS = fileURLToPath(new URL('../../build/web/walk/', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const REPORT = 'On Tuesday gunmen attacked an army post in Tafas, killing two soldiers. Later the army shelled the town.';
const options = { skip: chromium_path() ? false : 'no Chromium on this machine (Debian: apt install chromium)', timeout: 1800000 };

let desk, base, browser, incident;
before(async () => {
  if (!chromium_path()) return;
  mkdirSync(SHOTS, { recursive: true });
  browser = await open_browser();
  await renew();
});
after(async () => { await browser?.close(); desk?.server.closeAllConnections(); desk?.server.close(); });

/** A fresh desk, so that no walk depends on another. */
async function renew() {
  desk?.server.closeAllConnections();
  desk?.server.close();
  desk = await start();
  base = `http://127.0.0.1:${desk.port}/`;
  incident = [...desk.desk.incidents.values()].sort((a, b) => b.voices - a.voices)[0].id;
}

const SCREENS = () => ({
  situation: '#/situation', filtered: '#/situation?type=ASSAULT&reality=actual&from=2024-03-10&to=2024-03-20&min_confidence=0.3', reports: '#/reports', report: '#/report/st-0308?event=st-0308%2F5', new: '#/new',
  incident: `#/incident/${incident}`, warning: '#/warning', review: '#/review', search: '#/search?words=Tafas', sitrep: '#/sitrep', export: '#/export', sources: '#/sources', feeds: '#/sources/feeds',
  actors: '#/knowledge/actors', places: '#/knowledge/places?words=iz', codebook: '#/knowledge/codebook', interface: '#/settings/interface', desk: '#/settings/desk', journal: '#/settings/journal', tokens: '#/settings/tokens', backups: '#/settings/backups' });

async function settled(page) {
  await page.waitForFunction(() => document.querySelector('main h1') && ![...document.querySelectorAll('.state[role=status]')].some((each) => each.getClientRects().length), null, { timeout: 120000 });
}
async function go(page, hash) {
  await page.goto(base + hash);
  await settled(page);
}
async function serious(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.filter((each) => ['serious', 'critical'].includes(each.impact)).map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
}

for (const [language, theme, direction] of [['en', 'light', 'ltr'], ['ar', 'dark', 'rtl'], ['ar', 'light', 'rtl'], ['en', 'dark', 'ltr']]) {
  test(`every screen stands in ${language}, ${theme}: right direction, nothing asked of elsewhere, no serious fault for axe`, options, async () => {
    const { page, context, faults } = await open_page(browser, base, { language, theme });
    const found = [];
    for (const [name, hash] of Object.entries(SCREENS())) {
      await go(page, hash);
      if (name === 'situation') await page.waitForSelector('.gl[data-ready=true]', { timeout: 180000 });
      assert.equal(await page.evaluate(() => document.documentElement.dir), direction);
      await page.screenshot({ path: `${SHOTS}${name}-${language}-${theme}.png` });
      found.push(...(await serious(page)).map((each) => `${name}: ${each}`));
    }
    await context.close();
    assert.deepEqual(found, []);
    assert.deepEqual(faults, []);
  });
}

for (const language of ['en', 'ar']) {
  test(`at 200 % zoom and on a narrow window no screen in ${language} has to be pushed sideways`, options, async () => {
    for (const shape of [{ width: 1280, height: 900, zoom: 2 }, { width: 400, height: 800 }]) {
      const { page, context } = await open_page(browser, base, { language, ...shape });
      for (const [name, hash] of Object.entries(SCREENS())) {
        await go(page, hash);
        const [wide, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        if (shape.zoom) await page.screenshot({ path: `${SHOTS}${name}-${language}-zoom.png` });
        assert.ok(wide <= shown + 1, `${name} at ${shape.width}/${shape.zoom ?? 1}: ${wide} > ${shown}`);
      }
      await context.close();
    }
  });
}

test('the table can be used before the map has come, and without it', options, async () => {
  const { page, context } = await open_page(browser, base);
  await page.route('**/MapView*', (route) => route.abort());
  await go(page, '#/situation');
  await page.waitForSelector('.list tbody tr');
  await page.locator('.list tbody a').first().click();
  await page.waitForURL(/#\/incident\//);
  await context.close();
});

test('every state of the filter stands in the address', options, async () => {
  const { page, context } = await open_page(browser, base);
  await go(page, '#/situation');
  await page.getByRole('searchbox', { name: 'Words', exact: true }).fill('Izra');
  await page.waitForURL(/words=Izra/);
  await page.getByRole('button', { name: 'More filters' }).click();
  await page.getByRole('group', { name: 'Reality' }).getByRole('button', { name: /threatened/ }).click();
  await page.waitForURL(/reality=threatened/);
  const shown = await page.locator('.counts').innerText();
  await page.reload();
  await settled(page);
  await page.waitForFunction((words) => document.querySelector('.counts')?.innerText === words, shown);
  await page.getByRole('link', { name: 'Export exactly this' }).click();
  await page.waitForURL(/#\/export\?words=Izra&reality=threatened/);
  await context.close();
});

test('pointing at a field lights its words, and the other way round', options, async () => {
  const { page, context } = await open_page(browser, base);
  await go(page, '#/report/rm-0312');
  const row = page.locator('.line', { hasText: 'Killed' }).first();
  await row.locator('.value').hover();
  await page.waitForSelector('.text .on');
  await page.mouse.move(0, 0);
  await page.locator('.text .trigger').first().focus();
  await page.waitForSelector('.card.lit .line.on');
  await context.close();
});

test('a day at the desk: drop, correct, undo, merge, acknowledge, export, build', options, async () => {
  await renew();
  const { page, context, faults } = await open_page(browser, base);
  await go(page, '#/new');
  const data = await page.evaluateHandle((text) => { const transfer = new DataTransfer(); transfer.items.add(new File([text], 'post.txt', { type: 'text/plain' })); return transfer; }, REPORT);
  await page.dispatchEvent('form.drop', 'drop', { dataTransfer: data });
  await page.waitForURL(/#\/report\/post/);
  await page.waitForSelector('.card');
  assert.equal(await page.locator('.text .trigger').first().innerText(), 'attacked');

  await page.locator('.card').first().getByRole('button', { name: 'Correct' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Field').selectOption('killed');
  await dialog.getByLabel('Value').fill('3');
  await dialog.getByLabel('Why').fill('hospital list');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.waitForSelector('.chip:has-text("by hand")');
  await page.reload();
  await page.waitForSelector('.chip:has-text("by hand")');
  await go(page, '#/review');
  await page.keyboard.press('u');
  await page.waitForSelector('.note:has-text("Undone")');
  await go(page, '#/report/post');
  await page.waitForSelector('.card');
  assert.equal(await page.locator('.chip:has-text("by hand")').count(), 0);

  const before_merge = desk.desk.incidents.size;
  await go(page, `#/incident/${incident}`);
  await page.getByRole('button', { name: 'Merge with' }).click();
  await page.getByRole('dialog').getByRole('radio').first().check();
  await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click();
  await page.waitForSelector('.note:has-text("merged")');
  assert.equal(desk.desk.incidents.size, before_merge - 1);
  await page.locator('.note').getByRole('button', { name: 'Undo' }).last().click();
  await page.waitForFunction(() => [...document.querySelectorAll('.note')].some((each) => each.innerText.includes('Undone')));
  assert.equal(desk.desk.incidents.size, before_merge);

  await go(page, '#/warning');
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await page.getByPlaceholder('What was done?').fill('convoy held back');
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await page.waitForSelector('section[aria-label="Alerts"] .state:has-text("No alerts")');
  await page.locator('details.indicator summary').first().click();
  await page.waitForSelector('details.indicator[open] mark');

  await go(page, '#/export?type=ASSAULT');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()]);
  const lines = readFileSync(await download.path(), 'utf8').trim().split('\n');
  assert.match(await page.locator('section [role=status]').innerText(), new RegExp(`^${lines.length} events`));

  await go(page, '#/sitrep');
  await page.getByRole('button', { name: 'Build' }).click();
  await page.waitForURL(/#\/sitrep\/sr-/);
  await page.locator('.cite').first().click();
  assert.match(await page.evaluate(() => document.activeElement.id), /^cite-/);
  await page.screenshot({ path: `${SHOTS}sitrep-built.png` });
  await context.close();
  assert.deepEqual(faults, []);
});

test('what another changes appears without a reload', options, async () => {
  await renew();
  const { page, context } = await open_page(browser, base);
  await go(page, '#/reports');
  await page.waitForSelector('.live i.on', { state: 'attached' });
  await fetch(`${base}v1/reports`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text: REPORT, id: 'from-elsewhere', title: 'From elsewhere', date: '2024-03-20' }) });
  await page.waitForSelector('a:has-text("From elsewhere")');
  await context.close();
});

test('review goes by keys alone, also where the keyboard writes Arabic', options, async () => {
  await renew();
  const { page, context } = await open_page(browser, base);
  await go(page, '#/review');
  await page.waitForSelector('.queue [aria-current]');
  const at = () => page.locator('.queue li').evaluateAll((all) => all.findIndex((each) => each.querySelector('[aria-current]')));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  assert.equal(await at(), 2);
  await page.keyboard.press('k');
  assert.equal(await at(), 1);
  const left = () => [...desk.desk.events.values()].filter((each) => each.review === 'open').length;
  const start_count = left();
  await page.waitForSelector('.card');
  await page.keyboard.press('a');
  await page.waitForSelector('.note:has-text("Accepted")');
  assert.equal(left(), start_count - 1);
  await page.waitForTimeout(300);
  await page.evaluate(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'ء', code: 'KeyX', bubbles: true })) || document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ء', code: 'KeyX', bubbles: true })));
  await page.waitForFunction(() => [...document.querySelectorAll('.note')].some((each) => each.innerText.includes('Rejected'))).catch(() => {});
  await page.reload();
  await settled(page);
  for (let more = start_count - left(); more > 0; more -= 1) {
    const now = left();
    await page.keyboard.press('u');
    for (let wait = 0; wait < 50 && left() === now; wait += 1) await page.waitForTimeout(50);
  }
  assert.equal(left(), start_count);
  await page.waitForSelector('.card');
  await page.keyboard.press('e');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
  await page.keyboard.press('m');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open] kbd');
  await context.close();
});

test('with the keyboard alone one comes from the top of the page into every screen', options, async () => {
  const { page, context } = await open_page(browser, base);
  await go(page, '#/situation');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className.includes('skip')), true);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'top-search');
  const links = await page.locator('nav[aria-label="Screens"] a').count();
  for (let i = 0; i < links; i += 1) {
    await page.evaluate(() => document.querySelector('header .tools button:last-of-type').focus());
    for (let tab = 0; tab <= i; tab += 1) await page.keyboard.press('Tab');
    const wanted = await page.evaluate(() => document.activeElement.getAttribute('href'));
    assert.ok(wanted?.startsWith('#/'), `link ${i}: ${wanted}`);
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, 'none', `link ${i} shows its focus`);
    await page.keyboard.press('Enter');
    await page.waitForFunction((hash) => location.hash.startsWith(hash), wanted);
    if (i) await page.waitForFunction(() => document.activeElement.id === 'main');
    await settled(page);
  }
  await context.close();
});

test('script in a report, its title or its source stays text on every screen', options, async () => {
  await renew();
  const evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script><svg onload="window.hit=1">{@html "x"}';
  await fetch(`${base}v1/reports`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ id: 'evil', text: `${evil} gunmen attacked Tafas ${evil}`, title: evil, source: evil, date: '2024-03-20' }) });
  const { page, context, faults } = await open_page(browser, base);
  page.on('dialog', () => faults.push('a dialog'));
  for (const hash of [...Object.values(SCREENS()), '#/report/evil', '#/search?words=gunmen', '#/report/%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E', '#/situation?words=%3Cscript%3Ewindow.hit%3D1%3C%2Fscript%3E']) {
    await page.goto(base + hash);
    await page.waitForTimeout(250);
  }
  assert.equal(await page.evaluate(() => window.hit), undefined);
  await context.close();
  assert.deepEqual(faults, []);
});

test('who may only read is offered nothing else', options, async () => {
  const reader = await start({ scopes: ['read'] });
  const own = `http://127.0.0.1:${reader.port}/`;
  const { page, context } = await open_page(browser, own);
  for (const hash of ['#/report/rm-0312', '#/review', '#/settings/tokens', '#/sitrep', '#/sources/feeds']) {
    await page.goto(own + hash);
    await settled(page);
    const offered = await page.getByRole('button', { name: /^(Accept|Reject|Correct|Build|Add feed|Make token|Acknowledge)$/ }).and(page.locator(':not(:disabled)')).count();
    assert.equal(offered, 0, hash);
  }
  assert.equal(await page.getByRole('link', { name: 'New report' }).count(), 0);
  await context.close();
  reader.server.closeAllConnections();
  reader.server.close();
});
