// The desk that a walk walks through: the stand-in of mock/, or, where TOCSIN names the program, that program itself
// serving a desk of the sample reports. Both are asked by the same HTTP API.
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start as start_mock } from '../mock/server.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const program = process.env.TOCSIN ? resolve(ROOT, process.env.TOCSIN) : '';
/** What makes the sample desk tense enough for an alert; its days come after those of the samples. */
const TENSE = 'KHARTOUM - On Monday gunmen attacked an army post in Khartoum, killing nine soldiers. Later the army shelled the market of Omdurman and threatened to storm the town. Fighters closed the road to Khartoum.';

/** Returns: a desk with its address, the link that opens it, what of it the walks look at, and the way to end it. */
export async function open_desk({ scope = 'admin' } = {}) {
  const opened = program ? await start_program() : await start_stand_in(scope);
  const ask = async (path, body) => {
    const response = await fetch(`${opened.base}v1/${path}`, { method: body ? 'POST' : 'GET', body: body && JSON.stringify(body),
      headers: { ...(body ? { 'Content-Type': 'application/json' } : {}), ...(opened.token ? { Authorization: `Bearer ${opened.token}` } : {}) } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  if (program) await until(async () => (await ask('alerts')).total > 0, 'an alert');
  if (program && scope !== 'admin') opened.link = `${opened.base}#token=${(await ask('tokens', { name: 'reader', scope })).token}`;
  return { ...opened, ask, seen: await look(ask) };
}

async function start_stand_in(scope) {
  const scopes = ['read', 'review', 'write', 'admin'];
  const { server, port } = await start_mock({ scopes: scopes.slice(0, scopes.indexOf(scope) + 1) });
  const base = `http://127.0.0.1:${port}/`;
  return { base, link: base, token: '', close: () => { server.closeAllConnections(); server.close(); } };
}

let folder = '';  // of the desk that is made once and copied for each walk
function prepared() {
  if (folder) return folder;
  folder = mkdtempSync(join(tmpdir(), 'tocsin-walk-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'nile.jsonl'), `${JSON.stringify({ id: 'nile-0107', title: 'Army post attacked', text: TENSE, date: '2025-01-07', source: 'Nile Watch' })}\n`);
  const run = (...words) => execFileSync(program, [...words, '--desk', join(folder, 'made.tocsin')], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  run('add', 'examples/reports', join(folder, 'nile.jsonl'));
  run('fuse');
  return folder;
}

let made = 0;
async function start_program() {
  const desk = join(prepared(), `walk-${++made}.tocsin`);
  copyFileSync(join(folder, 'made.tocsin'), desk);
  const child = spawn(program, ['serve', '--port', '0', '--desk', desk], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => child.kill('SIGTERM');
  process.on('exit', end);
  const link = await new Promise((found, failed) => {
    let said = '';
    const hear = (piece) => { said += piece; const at = /https?:\/\/\S+#token=\S+/.exec(said); if (at) found(at[0]); };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => failed(new Error(`${program} serve ended: ${said}`)));
  });
  return { base: link.slice(0, link.indexOf('#')), link, token: link.slice(link.indexOf('=') + 1), close: end };
}

/** What of a desk the walks look at, so that none of them names a report of one desk. */
async function look(ask) {
  const reports = (await ask('reports?limit=200')).items.sort((a, b) => b.events - a.events || a.id.localeCompare(b.id));
  const incidents = (await ask('incidents?limit=200')).items.sort((a, b) => b.voices - a.voices || a.id.localeCompare(b.id));
  const days = (await ask('counts?type=ASSAULT&reality=actual')).days;
  const [report] = reports;
  const event = (await ask(`reports/${encodeURIComponent(report.id)}`)).record.events.at(-1).id;
  for (const each of reports) {
    const { record } = await ask(`reports/${encodeURIComponent(each.id)}`);
    const killed = record.events.find((one) => one.killed?.text && one.killed.start < one.killed.end);
    if (killed) return { report: report.id, event, incident: incidents[0].id, word: program ? 'Khartoum' : 'Tafas', from: days[0].day, to: days.at(-1).day, counted: each.id };
  }
  throw new Error('no event of the desk counts the dead');
}

export async function until(holds, what, seconds = 60) {
  for (let i = 0; i < seconds * 5; i += 1) {
    if (await holds()) return;
    await new Promise((later) => { setTimeout(later, 200); });
  }
  throw new Error(`waited ${seconds} s for ${what}`);
}
