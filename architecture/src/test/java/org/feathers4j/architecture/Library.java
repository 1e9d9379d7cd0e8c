package org.feathers4j.architecture;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;

/** What is not ours and is given to some modules only: where it is in Maven, and in which packages. */
enum Library {
    JACKSON("tools.jackson", "tools.jackson", "com.fasterxml.jackson.annotation"),
    JSON_SCHEMA("dev.harrel:json-schema", "dev.harrel.jsonschema"),
    /** Behind JSON_SCHEMA, for email and IP addresses; imported by no module. */
    JMAIL("com.sanctionco.jmail", "com.sanctionco.jmail"),
    /** Annotations of constraints; brought by the application. */
    JAKARTA_VALIDATION("jakarta.validation:jakarta.validation-api", "jakarta.validation"),
    TYPESAFE_CONFIG("com.typesafe:config", "com.typesafe.config"),
    /** Signatures of tokens. */
    NIMBUS_JOSE("com.nimbusds:nimbus-jose-jwt", "com.nimbusds.jose"),
    /** Messages of OAuth 2. */
    NIMBUS_OAUTH("com.nimbusds:oauth2-oidc-sdk", "com.nimbusds.oauth2"),
    /** bcrypt. */
    SPRING_CRYPTO("org.springframework.security:spring-security-crypto", "org.springframework.security.crypto"),
    /** SQL as text, for each database in its dialect. */
    JOOQ("org.jooq:jooq", "org.jooq"),
    /** Behind jOOQ's settings, for javac only. */
    JAXB("jakarta.xml.bind:jakarta.xml.bind-api", "jakarta.xml.bind"),
    /** The JDK's door to databases. */
    JDBC("java", "javax.sql"),
    /** Pools of connections to databases. */
    HIKARI("com.zaxxer:HikariCP", "com.zaxxer.hikari"),
    /** The driver, for its error codes; brought by the application. */
    SQLITE("org.xerial:sqlite-jdbc", "org.sqlite"),
    /** The driver, for what its errors say of constraints; brought by the application. */
    POSTGRESQL("org.postgresql:postgresql", "org.postgresql"),
    /** The client of NATS. */
    JNATS("io.nats:jnats", "io.nats"),
    /** Mail over SMTP: the API, and what its implementation tells of refusals. */
    JAKARTA_MAIL("org.eclipse.angus:angus-mail", "jakarta.mail", "org.eclipse.angus.mail"),
    /** A page, as files in a jar; imported by no module. */
    SWAGGER_UI("org.webjars:swagger-ui"),
    MICROMETER("io.micrometer:micrometer-core", "io.micrometer.core"),
    OPENTELEMETRY("io.opentelemetry:opentelemetry-api", "io.opentelemetry.api"),
    /** Under its API. */
    OPENTELEMETRY_CONTEXT("io.opentelemetry:opentelemetry-context", "io.opentelemetry.context"),
    /** Beans, properties and the life cycle of an application. */
    SPRING(
            "org.springframework.boot",
            "org.springframework.boot",
            "org.springframework.beans",
            "org.springframework.context",
            "org.springframework.core",
            "org.springframework.test"),
    SPRING_SECURITY(
            "org.springframework.security:spring-security-core",
            "org.springframework.security.core",
            "org.springframework.security.access",
            "org.springframework.security.authentication"),
    /** Bearer tokens. */
    SPRING_BEARER(
            "org.springframework.security:spring-security-oauth2-resource-server",
            "org.springframework.security.oauth2.server"),
    /** What decodes them. */
    SPRING_JWT("org.springframework.security:spring-security-oauth2-jose", "org.springframework.security.oauth2.jwt"),
    VERTX("io.vertx:vertx-core", "io.vertx.core"),
    VERTX_REDIS("io.vertx:vertx-redis-client", "io.vertx.redis"),
    VERTX_WEB("io.vertx:vertx-web", "io.vertx.ext.web"),
    /** Under Vert.x, which hands out some of its types. */
    NETTY("io.netty", "io.netty"),
    JUNIT("org.junit", "org.junit", "org.opentest4j"),
    ASSERTJ("org.assertj", "org.assertj"),
    LOGBACK("ch.qos.logback", "ch.qos.logback"),
    LINCHECK("org.jetbrains.lincheck", "org.jetbrains.lincheck"),
    /** The JDK's own network classes, for modules that do I/O. */
    SOCKETS("java", "java.net", "java.nio.channels", "jdk.net"),
    /** What a connection trusts and identifies itself with, as a value that is handed on. */
    TLS("java", "javax.net.ssl"),
    /** The JDK's reader of XML, event by event. */
    XML("java", "javax.xml.stream"),
    /** What HotSpot tells about itself. */
    JVM("java", "com.sun.management", "javax.management"),
    /** Given to every module. */
    SLF4J("org.slf4j", "org.slf4j"),
    /** Given to every module. */
    JSPECIFY("org.jspecify", "org.jspecify");

    /** Also in java.net, and nothing but text. */
    private static final List<String> HARMLESS =
            List.of("java.net.URI", "java.net.URISyntaxException", "java.net.URLDecoder", "java.net.URLEncoder");

    private final String coordinates;

    @SuppressWarnings("ImmutableEnumChecker") // from List.of, which the checker cannot see
    private final List<String> packages;

    /** @param coordinates the beginning of groupId:artifactId */
    Library(String coordinates, String... packages) {
        this.coordinates = coordinates;
        this.packages = List.of(packages);
    }

    boolean has(JavaClass type) {
        return packages.stream().anyMatch(prefix -> isWithin(type.getPackageName(), prefix))
                && !HARMLESS.contains(type.getName());
    }

    boolean has(Pom.Dependency dependency) {
        var name = dependency.groupId() + ":" + dependency.artifactId();
        return coordinates.contains(":") ? name.equals(coordinates) : isWithin(dependency.groupId(), coordinates);
    }

    private static boolean isWithin(String name, String prefix) {
        return name.equals(prefix) || name.startsWith(prefix + ".");
    }
}
