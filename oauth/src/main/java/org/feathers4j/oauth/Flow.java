package org.feathers4j.oauth;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the authorisation code flow with PKCE (RFC 6749, RFC 7636), between us and one provider. Blocks while the provider answers: for virtual threads.
 *
 * @param provider the provider
 * @param caller sends the requests to it
 */
record Flow(Provider provider, Caller caller) {
    /** The page to which the user is redirected. */
    String authorizeUrl(State state, CodeVerifier verifier) {
        var request = new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(provider.key()))
                .endpointURI(provider.authorize())
                .redirectionURI(provider.redirectUri())
                .scope(new Scope(provider.scopes().toArray(String[]::new)))
                .state(state)
                .codeChallenge(verifier, CodeChallengeMethod.S256);
        provider.customParams().forEach(request::customParameter);
        return request.build().toURI().toString();
    }

    /**
     * @throws FeathersException NotAuthenticated when the provider rejects the code, BadGateway when its answer is
     * invalid
     */
    AccessToken token(String code, CodeVerifier verifier) {
        var client = new ClientSecretPost(new ClientID(provider.key()), new Secret(provider.secret()));
        var grant = new AuthorizationCodeGrant(new AuthorizationCode(code), provider.redirectUri(), verifier);
        HTTPRequest request = new TokenRequest.Builder(provider.access(), client, grant)
                .build()
                .toHTTPRequest();
        request.setAccept("application/json"); // GitHub answers with a form otherwise
        Answer answer = sent(request);
        Map<String, @Nullable Object> said = answer.members();
        String token = Values.text(said.get("access_token"));
        if (answer.isSuccess() && token != null) return new BearerAccessToken(token);
        if (Values.text(said.get("error")) != null) // some providers answer errors with status 200
        throw FeathersException.notAuthenticated("The provider does not take the code");
        throw unreadable(provider.access(), null);
    }

    /** The profile of the user at the provider. */
    Map<String, @Nullable Object> profile(AccessToken token) {
        var request = new HTTPRequest(HTTPRequest.Method.GET, provider.profile());
        request.setAuthorization(token.toAuthorizationHeader());
        request.setAccept("application/json");
        Answer answer = sent(request);
        Map<String, @Nullable Object> profile = answer.json();
        if (answer.isSuccess() && profile != null) return profile;
        throw unreadable(provider.profile(), null);
    }

    private Answer sent(HTTPRequest request) {
        try {
            return caller.send(request);
        } catch (IOException e) {
            throw unreadable(request.getURI(), e);
        }
    }

    private static FeathersException unreadable(URI where, @Nullable Exception cause) {
        FeathersException error = FeathersException.of(
                org.feathers4j.ErrorKind.BAD_GATEWAY, "%s does not answer as a provider should", where.getHost());
        return cause == null ? error : error.withCause(cause);
    }
}
