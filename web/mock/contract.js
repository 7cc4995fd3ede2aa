// What docs/openapi.yaml lets an address be asked with: the stand-in refuses the rest, as the program does.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const contract = parse(readFileSync(new URL('../../docs/openapi.yaml', import.meta.url), 'utf8'), { merge: true, maxAliasCount: -1 });
const resolved = (part) => (part?.$ref ? part.$ref.split('/').slice(1).reduce((at, key) => at[key], contract) : part);

const PARAMETERS = Object.entries(contract.paths).flatMap(([path, item]) => ['get', 'post', 'patch', 'delete'].filter((verb) => item[verb]).map((verb) => ({
  method: verb.toUpperCase(), pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
  names: new Set([...(item.parameters ?? []), ...(item[verb].parameters ?? [])].map(resolved).filter((each) => each.in === 'query').map((each) => each.name)) })));

/** Returns: the first parameter that the address does not know, if any. */
export function unknown_parameter(method, path, query) {
  const found = PARAMETERS.find((each) => each.method === method && each.pattern.test(path));
  return found && [...query.keys()].find((key) => !found.names.has(key));
}
