package org.feathers4j.nats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.support.JwtUtils;
import org.feathers4j.Application;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.NatsServer;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Whom a real server takes, by what it is configured to ask for. */
@EnabledIf("org.feathers4j.testrules.NatsServer#isInstalled")
class SecurityTest {
    private static final Duration SOON = Patience.ofSeconds(60);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path directory;

    private final List<Runnable> ends = new ArrayList<>();

    @AfterEach
    void closeAll() {
        ends.reversed().forEach(Runnable::run);
    }

    private NatsServer server(String config) throws IOException {
        Path file = Files.writeString(directory.resolve("nats.conf"), config);
        NatsServer server = NatsServer.started("--config", file.toString());
        ends.add(server::close);
        return server;
    }

    private Distribution join(NatsServer server, String key, Consumer<NatsOptions.Builder> options) {
        Application app = Application.create();
        ends.add(app::close);
        Distribution mesh = app.configure(Distribution.create(o -> o.key(key).link(NatsLink.create(n -> {
            n.servers(server.url());
            options.accept(n);
        }))));
        if (key.equals("shop")) app.use("orders", MemoryService.create());
        app.setup();
        return mesh;
    }

    private void refused(NatsServer server, Consumer<NatsOptions.Builder> options) {
        assertThatIllegalStateException().isThrownBy(() -> join(server, "refused", options));
    }

    /** Two applications with these options see each other. */
    private void taken(NatsServer server, Consumer<NatsOptions.Builder> options) {
        join(server, "shop", options);
        join(server, "caller", options).await("orders", SOON);
    }

    @Test
    void a_token_is_taken_and_another_one_refused() throws Exception {
        NatsServer server = server("authorization { token: secret }");
        taken(server, o -> o.token("secret"));
        refused(server, o -> o.token("wrong"));
        refused(server, o -> {});
    }

    @Test
    void an_nkey_is_taken_and_another_one_refused() throws Exception {
        NKey known = NKey.createUser(new SecureRandom());
        NKey stranger = NKey.createUser(new SecureRandom());
        NatsServer server =
                server("authorization { users: [ { nkey: %s } ] }".formatted(String.valueOf(known.getPublicKey())));
        taken(server, o -> o.authHandler(Nats.staticCredentials(null, known.getSeed())));
        refused(server, o -> o.authHandler(Nats.staticCredentials(null, stranger.getSeed())));
    }

    @Test
    void a_credentials_file_of_the_operator_is_taken_and_one_of_another_account_refused() throws Exception {
        var random = new SecureRandom();
        NKey operator = NKey.createOperator(random);
        NKey account = NKey.createAccount(random);
        String id = String.valueOf(account.getPublicKey());
        NatsServer server = server("operator: %s\nresolver: MEMORY\nresolver_preload: { %s: %s }"
                .formatted(
                        jwt(operator, operator, "operator", "{\"type\":\"operator\",\"version\":2}"),
                        id,
                        jwt(operator, account, "account", """
                                {"type":"account","version":2,"limits":{"subs":-1,"data":-1,"payload":-1,"conn":-1,\
                                "leaf":-1,"imports":-1,"exports":-1,"wildcards":true}}""")));
        Path known = credentials("known", account);
        Path stranger = credentials("stranger", NKey.createAccount(random));
        taken(server, o -> o.credentials(known));
        refused(server, o -> o.credentials(stranger));
    }

    private static String jwt(NKey signer, NKey subject, String name, String claims) throws Exception {
        return JwtUtils.issueJWT(
                signer,
                String.valueOf(subject.getPublicKey()),
                name,
                null,
                JwtUtils.currentTimeSeconds(),
                String.valueOf(signer.getPublicKey()),
                () -> claims);
    }

    private Path credentials(String name, NKey account) throws Exception {
        NKey user = NKey.createUser(new SecureRandom());
        String jwt = JwtUtils.issueUserJWT(
                account, String.valueOf(account.getPublicKey()), String.valueOf(user.getPublicKey()));
        return Files.writeString(
                directory.resolve(name + ".creds"),
                JwtUtils.NATS_USER_JWT_FORMAT.formatted(jwt, String.valueOf(user.getSeed())));
    }

    @Test
    void a_certificate_that_is_trusted_encrypts_the_connection() throws Exception {
        certificate("server");
        certificate("stranger");
        NatsServer server = server("tls { cert_file: '%s', key_file: '%s' }"
                .formatted(directory.resolve("server.pem"), directory.resolve("server.key")));
        SSLContext trusting = context("server", null);
        SSLContext mistrusting = context("stranger", null);
        taken(server, o -> o.sslContext(trusting));
        refused(server, o -> o.sslContext(mistrusting));
    }

    @Test
    void a_server_that_asks_for_a_certificate_refuses_clients_without_one() throws Exception {
        certificate("server");
        certificate("client");
        NatsServer server = server("tls { cert_file: '%s', key_file: '%s', ca_file: '%s', verify: true }"
                .formatted(
                        directory.resolve("server.pem"),
                        directory.resolve("server.key"),
                        directory.resolve("client.pem")));
        SSLContext identified = context("server", "client");
        SSLContext anonymous = context("server", null);
        taken(server, o -> o.sslContext(identified));
        refused(server, o -> o.sslContext(anonymous));
    }

    /** A certificate that signs itself, its key, and both as a key store. */
    private void certificate(String name) throws Exception {
        String key = directory.resolve(name + ".key").toString();
        String certificate = directory.resolve(name + ".pem").toString();
        run(("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=%s"
                        + " -addext subjectAltName=IP:127.0.0.1 -keyout %s -out %s")
                .formatted(name, key, certificate));
        run("openssl pkcs12 -export -inkey %s -in %s -passout pass:%s -out %s"
                .formatted(key, certificate, String.valueOf(PASSWORD), directory.resolve(name + ".p12")));
    }

    private static void run(String command) throws Exception {
        Process process = new ProcessBuilder(command.split(" "))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(command).isZero();
    }

    private SSLContext context(String trusted, @Nullable String self) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        try (InputStream in = Files.newInputStream(directory.resolve(trusted + ".pem"))) {
            trust.setCertificateEntry(
                    trusted, CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusts.init(trust);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (self != null)
            try (InputStream in = Files.newInputStream(directory.resolve(self + ".p12"))) {
                own.load(in, PASSWORD);
            }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
        return context;
    }

    @Test
    void applications_of_different_accounts_do_not_see_each_other() throws Exception {
        NatsServer server = server("""
                accounts {
                  A { users: [ { user: a, password: a } ] }
                  B { users: [ { user: b, password: b } ] }
                }
                """);
        join(server, "shop", o -> o.user("a", "a"));
        Distribution stranger = join(server, "stranger", o -> o.user("b", "b"));
        join(server, "caller", o -> o.user("a", "a")).await("orders", SOON);
        // a third one of the account, which has joined after the hello of the first, is seen
        join(server, "shop", o -> o.user("b", "b"));
        stranger.await("orders", SOON);
        assertThat(stranger.owners("orders")).hasSize(1);
    }

    @Test
    void an_application_that_is_refused_after_a_restart_is_taken_again_when_the_server_knows_it() throws Exception {
        String config = "authorization { user: mesh, password: %s }";
        NatsServer server = server(config.formatted("secret"));
        join(server, "shop", o -> o.user("mesh", "secret"));
        Application caller = Application.create();
        ends.add(caller::close);
        Distribution mesh = caller.configure(Distribution.create(o -> o.key("caller")
                .timeout(SOON)
                .link(NatsLink.create(n -> n.servers(server.url()).user("mesh", "secret")))));
        caller.setup();
        mesh.await("orders", SOON);
        var refusals = new ListAppender<ILoggingEvent>();
        refusals.addFilter(new Filter<>() {
            @Override
            public FilterReply decide(ILoggingEvent event) {
                return event.getMessage().contains("refuses") ? FilterReply.NEUTRAL : FilterReply.DENY;
            }
        });
        refusals.start();
        var logger = (Logger) LoggerFactory.getLogger(NatsSession.class);
        logger.addAppender(refusals);
        ends.add(() -> logger.detachAppender(refusals));
        server.kill();
        Files.writeString(directory.resolve("nats.conf"), config.formatted("changed"));
        server.start();
        Eventually.await(SOON, "both refused for good", () -> refusals.list.size() >= 2);
        server.kill();
        Files.writeString(directory.resolve("nats.conf"), config.formatted("secret"));
        server.start();
        mesh.await("orders", SOON);
        assertThat(caller.service("orders").create(Map.of("id", 1))).isEqualTo(Map.of("id", 1));
        assertThat(refusals.list).hasSize(2);
    }
}
