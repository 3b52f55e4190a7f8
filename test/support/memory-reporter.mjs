import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Loaded before the service: upon SIGUSR2 it says what is left of its memory after rubbish was collected.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

process.on('SIGUSR2', () => {
  collect();
  collect();
  console.log(`Memory: ${process.memoryUsage().heapUsed} ${process.memoryUsage().external}`);
});
