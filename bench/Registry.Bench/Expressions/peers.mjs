// An implementation of CEL in JavaScript, which the argument names. Answers each line of standard input with one of JSON, {"result": …} or {"fault": …}:
//   {"expression": …, "bindings": …}                                                     what the expression gives
//   {"expression": …, "bindings": …, "measure": "compile" or "evaluate", "seconds": …}   seconds of the processor for one
import { CelScalar, celEnv, isCelError, isCelList, isCelMap, mapType, parse, plan } from '@bufbuild/cel';
import { Environment } from '@marcbachmann/cel-js';
import * as celJs from 'cel-js';
import { createInterface } from 'node:readline';

const map = mapType(CelScalar.STRING, CelScalar.DYN);
const buf = celEnv({ variables: { pkg: map, entities: map } });
const marc = new Environment({ homogeneousAggregateLiterals: false }).registerVariable('pkg', 'map').registerVariable('entities', 'map');

// Each takes the form of value that it is made for; whole numbers are ints.
const peers = {
  '@bufbuild/cel': {
    bind: bindings => Object.fromEntries(Object.entries(bindings).map(([name, value]) => [name, toMaps(toBigInts(value))])),
    compile: expression => plan(buf, parse(expression)),
    evaluate: (program, bindings) => orThrow(program(bindings)),
  },
  '@marcbachmann/cel-js': {
    bind: toBigInts,
    compile(expression) {
      const program = marc.parse(expression);
      const { valid, error } = program.check();
      if (!valid) throw error;
      return program;
    },
    evaluate: (program, bindings) => program(bindings),
  },
  'cel-js': {
    bind: bindings => bindings,
    compile(expression) {
      const parsed = celJs.parse(expression);
      if (!parsed.isSuccess) throw new Error(parsed.errors.join('; '));
      return parsed.cst;
    },
    evaluate: (program, bindings) => celJs.evaluate(program, bindings),
  },
};

function toBigInts(value) {
  return JSON.parse(JSON.stringify(value), (_, item) => (Number.isInteger(item) ? BigInt(item) : item));
}

function toMaps(value) {
  if (Array.isArray(value)) return value.map(toMaps);
  if (value === null || typeof value !== 'object') return value;
  return new Map(Object.entries(value).map(([key, item]) => [key, toMaps(item)]));
}

function orThrow(value) {
  if (isCelError(value)) throw value;
  return value;
}

function toPlain(value) {
  if (typeof value === 'bigint') return Number(value);
  if (isCelMap(value) || value instanceof Map) return Object.fromEntries([...value.entries()].map(([key, item]) => [key, toPlain(item)]));
  if (isCelList(value) || Array.isArray(value)) return [...value].map(toPlain);
  return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item)])) : value;
}

let kept;

// Seconds of the processor that one call takes, of as many as fill the time.
function measure(run, seconds) {
  const start = process.cpuUsage();
  for (let count = 0, batch = 1; ; batch *= 2) {
    for (let i = 0; i < batch; i++) kept = run();
    count += batch;
    const { user, system } = process.cpuUsage(start);
    const elapsed = (user + system) / 1e6;
    if (elapsed >= seconds) return elapsed / count;
  }
}

const { bind, compile, evaluate } = peers[process.argv[2]];

function answer({ expression, bindings, measure: what, seconds }) {
  const values = bind(bindings);
  if (what === 'compile') return measure(() => compile(expression), seconds);
  const program = compile(expression);
  return what === 'evaluate' ? measure(() => evaluate(program, values), seconds) : toPlain(evaluate(program, values));
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    console.log(JSON.stringify({ result: answer(JSON.parse(line)) }));
  } catch (error) {
    console.log(JSON.stringify({ fault: String(error.message).split('\n')[0] }));
  }
}
