// Authentication of a peer with the official packages, as their users set it up.

import { AuthenticationService, JWTStrategy, authenticate } from '@feathersjs/authentication';
import { LocalStrategy, hooks } from '@feathersjs/authentication-local';
import { MemoryService } from '@feathersjs/memory';

const { hashPassword, protect } = hooks;

/**
 * Sets up authentication: `config` is Feathers' configuration; with `local` in it the peer has `users` and logs them in.
 * Each service in `guarded` asks for a token.
 */
export function authentication(app, { config, guarded = [] }) {
  app.set('authentication', config);
  const service = new AuthenticationService(app);
  service.register('jwt', new JWTStrategy());
  if (config.local) {
    service.register('local', new LocalStrategy());
    app.use('users', new MemoryService({ startId: 1 }));
  }
  app.use('authentication', service);
  if (config.local)
    app.service('users').hooks({ before: { create: [hashPassword('password')] }, after: { all: [protect('password')] } });
  for (const path of guarded) app.service(path).hooks({ before: { all: [authenticate('jwt')] } });
}
