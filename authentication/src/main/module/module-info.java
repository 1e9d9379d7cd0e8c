/** Who calls: the authentication service, JWT and local strategies, the hooks that ask for them. */
module org.feathers4j.authentication {
    requires com.nimbusds.jose.jwt;
    requires transitive org.feathers4j;
    requires transitive org.feathers4j.hooks;
    requires org.feathers4j.json;
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires spring.security.crypto;

    exports org.feathers4j.authentication;
}
