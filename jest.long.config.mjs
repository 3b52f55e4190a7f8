import { withDatabase } from './jest.config.mjs';

/** The long forms of fuzz, kill and property tests; TEST_EFFORT below 1 shortens them. */
export default { testTimeout: 3_600_000, maxWorkers: '100%', projects: [withDatabase('long', 'long')] };
