/**
 * Logins at other providers, by OAuth 2 with authorisation codes and PKCE: {@link org.feathers4j.oauth.OAuth} serves {@code /oauth/:provider} and its callback,
 * {@link org.feathers4j.oauth.OAuthStrategy} finds or creates the user.
 */
@NullMarked
package org.feathers4j.oauth;

import org.jspecify.annotations.NullMarked;
