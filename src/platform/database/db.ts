import { type EntityManager } from 'typeorm';

/** Anything that runs SQL: the pool, or one transaction. */
export type Db = Pick<EntityManager, 'query'>;
