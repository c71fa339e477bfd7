// Checks dashboards: their shape against @grafana/schema, their queries against the grammars of LogQL and PromQL.
// usage: node check.mjs FILE...    prints one line for each problem, and exits 1 where there is one.
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { parser as logql } from '@grafana/lezer-logql';
import { parser as promql } from '@prometheus-io/lezer-promql';

const types = join(dirname(createRequire(import.meta.url).resolve('@grafana/schema/package.json')), 'dist', 'types', 'raw');
const validators = new Map();

function validator(file, type) {
  const key = `${file}#${type}`;
  if (!validators.has(key)) {
    const path = join(types, file);
    // A panel without a type of its own has nothing to be checked against.
    const named = readFileSync(path, 'utf8').includes(`export interface ${type} `) || readFileSync(path, 'utf8').includes(`export interface ${type} extends`);
    validators.set(key, named ? compile(createGenerator({ path, type, skipTypeCheck: true, expose: 'all', topRef: true }).createSchema(type)) : null);
  }

  return validators.get(key);
}

const compile = schema => new Ajv({ allErrors: true, strict: false }).compile(schema);

// Grafana fills in what a file leaves out: only what stands there is judged.
const isMissing = error => error.keyword === 'required';

function shape(where, file, type, value, problems) {
  const validate = validator(file, type);
  if (validate && !validate(value)) {
    const errors = validate.errors.filter(e => !isMissing(e) && e.keyword !== 'anyOf' && e.keyword !== 'if');
    problems.push(...errors.map(e => `${where}: ${type}${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`));
  }
}

const variables = { __interval: '1m', __rate_interval: '1m', __range: '1h' };
const concrete = text => text.replace(/\$\{?(\w+)(?::\w+)?\}?/g, (_, name) => variables[name] ?? 'x');

function grammar(where, parser, text, problems) {
  parser.parse(concrete(text)).iterate({
    enter(node) {
      if (node.type.isError) {
        problems.push(`${where}: cannot be parsed at ${node.from}: ${concrete(text).slice(Math.max(0, node.from - 20), node.from + 30)}`);
      }
    },
  });
}

function overlap(a, b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function checkPanel(file, panel, problems) {
  const where = `${file} / ${panel.title}`;
  if (panel.type === 'row') {
    return;
  }

  shape(where, `composable/${panel.type}/panelcfg/x/types.gen.d.ts`, 'Options', panel.options, problems);
  if (panel.fieldConfig.defaults.custom) {
    shape(where, `composable/${panel.type}/panelcfg/x/types.gen.d.ts`, 'FieldConfig', panel.fieldConfig.defaults.custom, problems);
  }

  if (!/\bWhen\b/.test(panel.description ?? '')) {
    problems.push(`${where}: its description does not say what to do`);
  }

  for (const target of panel.targets) {
    grammar(`${where} ${target.refId}`, target.datasource.type === 'loki' ? logql : promql, target.expr, problems);
  }
}

const problems = [];
for (const path of process.argv.slice(2)) {
  const [file, dashboard] = [basename(path), JSON.parse(readFileSync(path, 'utf8'))];
  shape(file, 'dashboard/x/types.gen.d.ts', 'Dashboard', dashboard, problems);
  const ids = dashboard.panels.map(p => p.id);
  if (new Set(ids).size !== ids.length) {
    problems.push(`${file}: two panels have one id`);
  }

  dashboard.panels.forEach((panel, i) => {
    checkPanel(file, panel, problems);
    dashboard.panels.slice(i + 1).filter(other => overlap(panel.gridPos, other.gridPos)).forEach(other => problems.push(`${file}: ${panel.title} lies over ${other.title}`));
  });
}

problems.forEach(p => console.log(p));
console.log(`${process.argv.length - 2} dashboards, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
