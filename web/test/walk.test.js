// A browser walks every screen in both directions of writing; what a desk does in a day is in day.test.js.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium_path, go, open_browser, open_page, options, screens, serious, settled, SHOTS } from './browser.js';
import { open_desk, program } from './desks.js';

let desk, browser;
before(async () => {
  if (!chromium_path()) return;
  browser = await open_browser();
  desk = await open_desk();
});
after(async () => { await browser?.close(); desk?.close(); });

/** Sentences of the interface that stand in English on a page in Arabic; words of reports, ids and the like are not of it. */
const left_in_english = (page) => page.evaluate(() => {
  const theirs = 'bdi, blockquote, .text, .snippet, .opening, [dir=ltr], [lang], code, pre, kbd, option, .note, .sitrep, datalist, details.type';
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const of = node.parentElement;
    if (!of.closest(theirs) && of.getClientRects().length && /[a-z]{2,}\W+[a-z]{2,}/.test(node.data)) found.push(node.data.trim().slice(0, 120));
  }
  return found;
});

const DRESSES = [['en', 'light', 'ltr'], ['ar', 'dark', 'rtl'], ['ar', 'light', 'rtl'], ['en', 'dark', 'ltr']];

for (const [language, theme, direction] of program ? DRESSES.slice(0, 2) : DRESSES) {
  test(`every screen stands in ${language}, ${theme}: right direction, nothing asked of elsewhere, no serious fault for axe`, options, async () => {
    const { page, context, faults } = await open_page(browser, desk, { language, theme });
    const found = [];
    for (const [name, hash] of Object.entries(screens(desk))) {
      await go(page, desk, hash);
      if (name === 'situation') await page.waitForSelector('.gl[data-shown=true]', { timeout: 180000 });
      assert.equal(await page.evaluate(() => document.documentElement.dir), direction);
      await page.screenshot({ path: `${SHOTS}${name}-${language}-${theme}.png` });
      found.push(...(await serious(page)).map((each) => `${name}: ${each}`));
      found.push(...(await page.locator('main [role=alert]:visible').allInnerTexts()).map((each) => `${name}: ${each}`));
      if (language === 'ar') found.push(...(await left_in_english(page)).map((each) => `${name}: ${each}`));
    }
    await context.close();
    assert.deepEqual(found, []);
    assert.deepEqual(faults, []);
  });
}

for (const language of ['en', 'ar']) {
  test(`at 200 % zoom and on a narrow window no screen in ${language} has to be pushed sideways`, options, async () => {
    for (const shape of [{ width: 1280, height: 900, zoom: 2 }, { width: 400, height: 800 }]) {
      const { page, context } = await open_page(browser, desk, { language, ...shape });
      for (const [name, hash] of Object.entries(screens(desk))) {
        await go(page, desk, hash);
        const [wide, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        await page.screenshot({ path: `${SHOTS}${name}-${language}-${shape.zoom ? 'zoom' : 'phone'}.png` });
        assert.ok(wide <= shown + 1, `${name} at ${shape.width}/${shape.zoom ?? 1}: ${wide} > ${shown}`);
      }
      await context.close();
    }
  });
}

test('the table can be used before the map has come, and without it', options, async () => {
  const { page, context } = await open_page(browser, desk);
  await page.route('**/MapView*', (route) => route.abort());
  await go(page, desk, '#/situation');
  await page.waitForSelector('.list tbody tr');
  await page.locator('.list tbody a').first().click();
  await page.waitForURL(/#\/incident\//);
  await context.close();
});

test('every state of the filter stands in the address', options, async () => {
  const { page, context } = await open_page(browser, desk);
  await go(page, desk, '#/situation');
  await page.getByRole('searchbox', { name: 'Words', exact: true }).fill(desk.seen.word);
  await page.waitForURL((url) => url.hash.includes(`words=${desk.seen.word}`));
  await page.getByRole('button', { name: 'More filters' }).click();
  await Promise.all([page.waitForResponse(/counts\?.*reality=threatened/), page.getByRole('group', { name: 'Reality' }).getByRole('button', { name: /threatened/ }).click()]);
  await page.waitForURL(/reality=threatened/);
  await page.waitForTimeout(500);
  const shown = await page.locator('.counts').innerText();
  await page.reload();
  await settled(page);
  await page.waitForFunction((words) => document.querySelector('.counts')?.innerText === words, shown);
  await page.getByRole('link', { name: 'Export exactly this' }).click();
  await page.waitForURL((url) => url.hash === `#/export?words=${desk.seen.word}&reality=threatened`);
  await context.close();
});

test('an area of which nothing was read is not called calm', options, async () => {
  for (const [language, words] of [['en', 'Nothing read'], ['ar', 'لم يُقرأ شيء']]) {
    const { page, context } = await open_page(browser, desk, { language });
    await go(page, desk, '#/warning?as_of=2026-01-01');
    assert.equal(await page.locator('.level.large .name').innerText(), words);
    await page.screenshot({ path: `${SHOTS}warning-unread-${language}.png` });
    await context.close();
  }
});

test('pointing at a field lights its words, and the other way round', options, async () => {
  const { page, context } = await open_page(browser, desk);
  await go(page, desk, `#/report/${encodeURIComponent(desk.seen.counted)}`);
  const row = page.locator('.line', { hasText: 'Killed' }).first();
  await row.locator('.value').hover();
  await page.waitForSelector('.text .on');
  await page.mouse.move(0, 0);
  await page.locator('.text .trigger').first().focus();
  await page.waitForSelector('.card.lit .line.on');
  await context.close();
});

test('with the keyboard alone one comes from the top of the page into every screen', options, async () => {
  const { page, context } = await open_page(browser, desk);
  await go(page, desk, '#/situation');
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
