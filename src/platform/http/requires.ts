import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { type Right } from '../../kernel/caller.js';

export const RIGHT = 'right';

/** The right that a route demands; every route declares one, and the OpenAPI document names it as `x-right`. */
export function Requires(right: Right): MethodDecorator {
  return applyDecorators(SetMetadata(RIGHT, right), ApiExtension('x-right', right));
}
