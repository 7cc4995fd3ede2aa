// What a desk does in a day, through the browser: take in, correct, undo, merge, acknowledge, export, report.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { chromium_path, go, open_browser, open_page, options, screens, settled, SHOTS } from './browser.js';
import { open_desk, until } from './desks.js';

const REPORT = 'On Tuesday gunmen attacked an army post in Tafas, killing two soldiers. Later the army shelled the town.';

let desk, browser;
before(async () => { if (chromium_path()) browser = await open_browser(); });
beforeEach(async () => { if (browser) desk = await open_desk(); });  // no walk depends on another
afterEach(() => desk?.close());
after(() => browser?.close());

/** How many events wait for review, and how many incidents there are. */
const left = async () => (await desk.ask('events?review=open&limit=1')).total;
const incidents = async () => (await desk.ask('counts')).all_incidents;

test('a day at the desk: drop, correct, undo, merge, acknowledge, export, build', options, async () => {
  const { page, context, faults } = await open_page(browser, desk);
  await go(page, desk, '#/new');
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
  const told = (await page.locator('.history').first().innerText()).replace(/\s+/g, ' ');
  assert.match(told, /Killed: .*2.*3 .*hospital list/, 'the value before, the value now, and why');
  await go(page, desk, '#/review');
  await page.keyboard.press('u');
  await page.waitForSelector('.note:has-text("Undone")');
  await go(page, desk, '#/report/post');
  await page.waitForSelector('.card');
  assert.equal(await page.locator('.chip:has-text("by hand")').count(), 0);

  const before_merge = await incidents();
  await go(page, desk, `#/incident/${encodeURIComponent(desk.seen.incident)}`);
  await page.getByRole('button', { name: 'Merge with' }).click();
  await Promise.all([page.waitForResponse(/\/v1\/incidents\?.*words=/), page.getByRole('dialog').getByRole('searchbox').fill(desk.seen.word)]);
  await page.getByRole('dialog').getByRole('radio').first().check();
  await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click();
  await page.waitForSelector('.note:has-text("merged")');
  await until(async () => await incidents() === before_merge - 1, 'one incident of two');
  await page.locator('.note').getByRole('button', { name: 'Undo' }).last().click();
  await page.waitForFunction(() => [...document.querySelectorAll('.note')].some((each) => each.innerText.includes('Undone')));
  await until(async () => await incidents() === before_merge, 'two incidents again');

  await go(page, desk, '#/warning');
  await page.waitForSelector('.alert');
  for (let open = (await desk.ask('alerts')).total; open > 0; open -= 1) {
    await page.getByRole('button', { name: 'Acknowledge' }).first().click();
    await page.getByPlaceholder('What was done?').fill('convoy held back');
    await page.locator('.alert form').getByRole('button', { name: 'Acknowledge' }).click();
    await until(async () => (await desk.ask('alerts')).total < open, 'the acknowledgement');
  }
  await page.waitForSelector('section[aria-label="Alerts"] .state:has-text("No alerts")');
  await page.locator('details.indicator summary').first().click();
  await page.waitForSelector('details.indicator[open] mark');

  await go(page, desk, '#/export?type=ASSAULT');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()]);
  const lines = readFileSync(await download.path(), 'utf8').trim().split('\n');
  const written = lines.map((line) => JSON.parse(line)).reduce((sum, each) => sum + (each.events?.length ?? 1), 0);
  assert.match(await page.locator('section [role=status]').innerText(), new RegExp(`^${written} events`));

  await go(page, desk, '#/sitrep');
  await page.getByRole('button', { name: 'Build' }).click();
  await page.waitForURL(/#\/sitrep\/sr-/);
  await page.locator('.cite').first().click();
  assert.match(await page.evaluate(() => document.activeElement.id), /^cite-/);
  await page.screenshot({ path: `${SHOTS}sitrep-built.png` });
  await context.close();
  assert.deepEqual(faults, []);
});

test('what another changes appears without a reload', options, async () => {
  const { page, context } = await open_page(browser, desk);
  await go(page, desk, '#/reports');
  await page.waitForSelector('.live i.on', { state: 'attached' });
  await desk.ask('reports', { text: REPORT, id: 'from-elsewhere', title: 'From elsewhere', date: '2024-03-20' });
  await page.waitForSelector('a:has-text("From elsewhere")');
  await context.close();
});

test('review goes by keys alone, also where the keyboard writes Arabic', options, async () => {
  const { page, context } = await open_page(browser, desk);
  await go(page, desk, '#/review');
  await page.waitForSelector('.queue [aria-current]');
  const at = () => page.locator('.queue li').evaluateAll((all) => all.findIndex((each) => each.querySelector('[aria-current]')));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await until(async () => await at() === 2, 'two further');
  await page.keyboard.press('k');
  await until(async () => await at() === 1, 'one back');
  const start_count = await left();
  await page.waitForSelector('.card');
  await page.keyboard.press('a');
  await page.waitForSelector('.note:has-text("Accepted")');
  await until(async () => await left() === start_count - 1, 'the acceptance');
  await page.waitForTimeout(300);
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ء', code: 'KeyX', bubbles: true })));
  await page.waitForFunction(() => [...document.querySelectorAll('.note')].some((each) => each.innerText.includes('Rejected')));
  await page.reload();
  await settled(page);
  for (let more = start_count - await left(); more > 0; more -= 1) {
    const now = await left();
    await page.keyboard.press('u');
    await until(async () => await left() !== now, 'the undoing');
  }
  assert.equal(await left(), start_count);
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

test('script in a report, its title or its source stays text on every screen', options, async () => {
  const evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script><svg onload="window.hit=1">{@html "x"}';
  await desk.ask('reports', { id: 'evil', text: `${evil} gunmen attacked Tafas ${evil}`, title: evil, source: evil, date: '2024-03-20' });
  const { page, context, faults } = await open_page(browser, desk);
  page.on('dialog', () => faults.push('a dialog'));
  for (const hash of [...Object.values(screens(desk)), '#/report/evil', '#/search?words=gunmen', '#/report/%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E', '#/situation?words=%3Cscript%3Ewindow.hit%3D1%3C%2Fscript%3E']) {
    await page.goto(desk.base + hash);
    await page.waitForTimeout(250);
  }
  assert.equal(await page.evaluate(() => window.hit), undefined);
  await context.close();
  assert.deepEqual(faults, []);
});

test('who may only read is offered nothing else', options, async () => {
  const reader = await open_desk({ scope: 'read' });
  const { page, context } = await open_page(browser, reader);
  for (const hash of [`#/report/${encodeURIComponent(reader.seen.report)}`, '#/review', '#/settings/tokens', '#/sitrep', '#/sources/feeds']) {
    await go(page, reader, hash);
    const offered = await page.getByRole('button', { name: /^(Accept|Reject|Correct|Build|Add feed|Make token|Acknowledge)$/ }).and(page.locator(':not(:disabled)')).count();
    assert.equal(offered, 0, hash);
  }
  assert.equal(await page.getByRole('link', { name: 'New report' }).count(), 0);
  await context.close();
  reader.close();
});
