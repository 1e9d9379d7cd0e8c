/**
 * Who calls. {@link org.feathers4j.authentication.AuthenticationService} makes and checks access tokens with the help of
 * {@link org.feathers4j.authentication.AuthenticationStrategy strategies}; {@link org.feathers4j.authentication.AuthenticationHooks} keep strangers out of
 * services.
 */
@NullMarked
package org.feathers4j.authentication;

import org.jspecify.annotations.NullMarked;
