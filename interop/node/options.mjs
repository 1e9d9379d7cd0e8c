// feathers-distributed's options out of JSON: what is a function there has a name or a value here.

import { authenticate } from '@feathersjs/authentication';
import errors from '@feathersjs/errors';
import { SIX } from './services.mjs';

const defaults = {
  distributedMethods: [...SIX, 'toggle'],
  distributedEvents: ['created', 'updated', 'patched', 'removed', 'toggled', 'appended'],
};

/** Hooks for the proxies of remote services, by name. */
const hooks = {
  /** Marks what passes: `params.query.gateway` on the way out, `gateway` in a record on the way back. */
  mark: (name) => ({
    before: { all: [({ params }) => void (params.query = { ...params.query, gateway: name })] },
    after: { all: [({ result }) => void (isRecord(result) && (result.gateway = name))] },
  }),
  /** Lets those through who have a token. */
  jwt: () => ({ before: { all: [authenticate('jwt')] } }),
  /** Lets nobody through. */
  forbid: () => ({
    before: {
      all: [
        () => {
          throw new errors.Forbidden('Not through this gateway');
        },
      ],
    },
  }),
};

/** Handlers around the proxies of remote services, by name. */
const middlewares = {
  /** Marks what passes: `params.gate` on the way out, `after` in a record on the way back. Refuses what asks for it. */
  mark: (name) => ({
    before: (request, response, next) => {
      if (request.query.refuse) return void response.status(418).json({});
      request.feathers = { ...request.feathers, gate: name };
      next();
    },
    after: (_request, response, next) => {
      if (isRecord(response.data)) response.data.after = true;
      next();
    },
  }),
};

/**
 * The options to hand to the plugin. Everything passes as it is, except: `hooks` and `middlewares` are the names of entries above,
 * `remotePathPrefix` becomes `remoteServicePath`, a list in `remoteServiceOptions` becomes a function.
 */
export function distributionOptions(settings = {}, name) {
  const { hooks: hookName, middlewares: middlewareName, remotePathPrefix, remoteServiceOptions, cote, ...rest } = settings;
  const options = { ...defaults, ...rest, cote: { broadcast: '127.255.255.255', ...cote } };
  if (hookName !== undefined) options.hooks = hooks[hookName](name);
  if (middlewareName !== undefined) options.middlewares = middlewares[middlewareName](name);
  if (remotePathPrefix !== undefined) options.remoteServicePath = ({ path }) => remotePathPrefix + path;
  if (remoteServiceOptions !== undefined) options.remoteServiceOptions = () => remoteServiceOptions;
  return options;
}

function isRecord(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
