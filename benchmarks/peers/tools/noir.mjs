// The Noir toolchain as `zkstyle bench peers` needs it.
//   node tools/noir.mjs compile PROJECT PROGRAM     compiles a project folder to a program file
//   node tools/noir.mjs execute PROGRAM WITNESS     solves the program for sample inputs
import { compressWitnessStack, executeProgram } from '@noir-lang/acvm_js';
import { compile_program, createFileManager } from '@noir-lang/noir_wasm';
import fs from 'node:fs';

/** How many field elements a parameter takes. */
function width(type) {
  switch (type.kind) {
    case 'array':
      return type.length * width(type.type);
    case 'field':
    case 'integer':
      return 1;
    default:
      throw new Error(`a parameter of kind ${type.kind} has no sample input`);
  }
}

/** Bytes that differ from their neighbours; a byte is a fine field element too. */
function sampleInputs(count) {
  const inputs = new Map();
  for (let index = 0; index < count; index++) inputs.set(index, '0x' + ((index * 89 + 3) % 256).toString(16).padStart(64, '0'));
  return inputs;
}

async function compile(project, output) {
  // The compiler logs its progress to the output stream.
  console.log = () => {};
  const { program } = await compile_program(createFileManager(project));
  fs.writeFileSync(output, JSON.stringify(program));
}

async function execute(programFile, output) {
  const program = JSON.parse(fs.readFileSync(programFile, 'utf8'));
  const count = program.abi.parameters.reduce((sum, parameter) => sum + width(parameter.type), 0);
  const witness = await executeProgram(Buffer.from(program.bytecode, 'base64'), sampleInputs(count), async (name) => {
    throw new Error(`the program calls ${name}, and nobody answers`);
  });
  fs.writeFileSync(output, compressWitnessStack(witness));
}

const [command, input, output] = process.argv.slice(2);
try {
  if (command === 'compile') await compile(input, output);
  else if (command === 'execute') await execute(input, output);
  else throw new Error(`${command} is neither compile nor execute`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
