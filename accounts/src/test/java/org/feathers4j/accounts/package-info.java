/** Tests with real services, a real mail server, and what feathers-authentication-management answers. */
@NullMarked
package org.feathers4j.accounts;

import org.jspecify.annotations.NullMarked;
