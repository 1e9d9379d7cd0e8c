/** Logins at other providers: OAuth 2 with PKCE. */
module org.feathers4j.oauth {
    requires java.net.http;
    requires oauth2.oidc.sdk;
    requires transitive org.feathers4j;
    requires transitive org.feathers4j.authentication;
    requires org.feathers4j.json;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.oauth;
}
