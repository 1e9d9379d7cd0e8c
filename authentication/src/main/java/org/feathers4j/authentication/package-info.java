/**
 * Authentication of callers. {@link org.feathers4j.authentication.AuthenticationService} creates and verifies access tokens with the help of
 * {@link org.feathers4j.authentication.AuthenticationStrategy strategies}; {@link org.feathers4j.authentication.AuthenticationHooks} protect
 * services.
 */
@NullMarked
package org.feathers4j.authentication;

import org.jspecify.annotations.NullMarked;
