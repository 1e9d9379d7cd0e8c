package org.feathers4j.mailer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMultipart;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Mails through a real SMTP server: with TLS and logins, its refusals, and what never gets there. */
class MailerTest {
    private static final Duration PATIENCE = Patience.ofSeconds(60);
    private static final String PASSWORD = "quite-a-secret";

    private static Mailer mailer(int port, Consumer<MailerOptions.Builder> more) {
        return Mailer.create(o -> {
            o.host("localhost").port(port).security(MailSecurity.NONE).from("Shop <shop@example.com>");
            o.connectTimeout(PATIENCE).timeout(PATIENCE);
            more.accept(o);
        });
    }

    private static Map<String, @Nullable Object> mail(String member, @Nullable Object value) {
        var mail = new LinkedHashMap<String, @Nullable Object>(
                Map.of("to", "ann@example.com", "subject", "Hello", "text", "Welcome."));
        mail.put(member, value);
        return mail;
    }

    private static FeathersException refused(Mailer mailer, Object mail) {
        return catchThrowableOfType(FeathersException.class, () -> mailer.create(mail, Params.empty()));
    }

    private static SMTPServer.Builder withLogins(SMTPServer.Builder server, SSLContext identity) {
        return server.startTlsSocketFactory(identity)
                .requireTLS()
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!user.equals("shop") || !password.equals(PASSWORD)) throw new LoginFailedException();
                }));
    }

    @Test
    void arrives_at_every_recipient_with_text_and_html() throws Exception {
        try (var server = new MailServer(s -> s)) {
            Map<String, @Nullable Object> answer = mailer(server.port(), o -> {})
                    .create(
                            Map.of(
                                    "to",
                                            List.of(
                                                    "Änn Müller <ann@example.com>",
                                                    Map.of("address", "bob@example.com", "name", "Bob, Jr.")),
                                    "cc", "cid@example.com",
                                    "bcc", "dora@example.com",
                                    "replyTo", "help@example.com",
                                    "subject", "Grüße ✓",
                                    "text", "Schön.\n.\nEnd",
                                    "html", "<p>Schön</p>"),
                            Params.empty());

            assertThat(server.deliveries).hasSize(1);
            MailServer.Delivery delivery = server.deliveries.getFirst();
            assertThat(delivery.sender()).isEqualTo("shop@example.com");
            assertThat(delivery.recipients())
                    .containsExactly("ann@example.com", "bob@example.com", "cid@example.com", "dora@example.com");
            assertThat(delivery.raw()).doesNotContain("dora");
            var message = delivery.message();
            assertThat(message.getSubject()).isEqualTo("Grüße ✓");
            assertThat(message.getFrom()).extracting(Object::toString).containsExactly("Shop <shop@example.com>");
            assertThat(message.getReplyTo()).extracting(Object::toString).containsExactly("help@example.com");
            assertThat(message.getRecipients(RecipientType.TO)).hasSize(2);
            var parts = (MimeMultipart) message.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
                    .isEqualTo("Schön.\n.\nEnd");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(answer).isEqualTo(Map.of("id", message.getMessageID(), "recipients", 4));
            assertThat(message.getMessageID()).matches("<[0-9a-f-]{36}@example.com>");
        }
    }

    @Test
    void starts_tls_and_logs_in(@TempDir Path folder) throws Exception {
        var identity = ServerIdentity.in(folder);
        try (var server = new MailServer(s -> withLogins(s, identity.server()))) {
            Consumer<MailerOptions.Builder> tls =
                    o -> o.security(MailSecurity.START_TLS).sslContext(identity.trust());
            mailer(server.port(), tls.andThen(o -> o.credentials("shop", PASSWORD)))
                    .create(mail("subject", "in"), Params.empty());
            assertThat(server.deliveries).hasSize(1);

            var wrong = mailer(server.port(), tls.andThen(o -> o.credentials("shop", "wrong-" + PASSWORD)));
            FeathersException refusal = refused(wrong, mail("subject", "out"));
            assertThat(refusal).hasMessage("The mail server refused the login");
            assertThat(refusal.toJson().toString()).doesNotContain(PASSWORD);
            assertThat(wrong.toString()).doesNotContain(PASSWORD);
            assertThat(server.deliveries).hasSize(1);
        }
    }

    @Test
    void talks_tls_from_the_first_byte(@TempDir Path folder) throws Exception {
        var identity = ServerIdentity.in(folder);
        try (var server = new MailServer(s -> s.serverSocketFactory(identity.server()))) {
            mailer(server.port(), o -> o.security(MailSecurity.TLS).sslContext(identity.trust()))
                    .create(mail("subject", "in"), Params.empty());
            assertThat(server.deliveries).hasSize(1);
        }
    }

    @Test
    void gives_no_mail_to_a_server_that_it_does_not_trust(@TempDir Path folder) throws Exception {
        var identity = ServerIdentity.in(folder);
        try (var server = new MailServer(
                        s -> s.startTlsSocketFactory(identity.server()).enableTLS());
                var plain = new MailServer(s -> s)) {
            Consumer<MailerOptions.Builder> tls = o -> o.security(MailSecurity.START_TLS);
            assertThat(refused(mailer(server.port(), tls), mail("subject", "unknown issuer"))
                            .kind())
                    .isEqualTo(ErrorKind.UNAVAILABLE);
            // the certificate is for the name
            var other = mailer(
                    server.port(),
                    tls.andThen(o -> o.sslContext(identity.trust()).host("127.0.0.1")));
            assertThat(refused(other, mail("subject", "other name")).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(refused(mailer(plain.port(), tls), mail("subject", "no TLS"))
                            .kind())
                    .isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(server.deliveries).isEmpty();
            assertThat(plain.deliveries).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"to", "cc", "bcc", "replyTo", "from", "subject"})
    void lets_nobody_add_headers(String member) {
        try (var server = new MailServer(s -> s)) {
            var mailer = mailer(server.port(), o -> o.otherSenders(true));
            for (String end : List.of("\r\n", "\n", "\r", "\u0085", "\u2028", "\0")) {
                String injected = "ann@example.com" + end + "Bcc: eve@example.com";
                assertThat(refused(mailer, mail(member, injected)).kind()).isEqualTo(ErrorKind.BAD_REQUEST);
                var named = Map.of("address", "ann@example.com", "name", "Ann" + end + "Bcc: eve@example.com");
                assertThat(refused(mailer, mail(member, named)).kind()).isEqualTo(ErrorKind.BAD_REQUEST);
            }
            assertThat(server.deliveries).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "ann@",
                "@example.com",
                "a@example.com, b@example.com",
                "friends: a@example.com, b@example.com;",
                "änn@example.com",
                "<ann@example.com> x",
                "ann@example.com>"
            })
    void takes_one_address_for_one_address(String address) {
        try (var server = new MailServer(s -> s)) {
            assertThat(refused(mailer(server.port(), o -> {}), mail("to", address))
                            .kind())
                    .isEqualTo(ErrorKind.BAD_REQUEST);
            assertThat(server.deliveries).isEmpty();
        }
    }

    @Test
    void limits_recipients_and_size() {
        try (var server = new MailServer(s -> s)) {
            var mailer = mailer(server.port(), o -> o.maxRecipients(2).maxBytes(10));
            assertThat(refused(mailer, mail("to", Collections.nCopies(3, "ann@example.com"))))
                    .hasMessage("A mail may have 2 recipients");
            assertThat(refused(mailer, mail("cc", List.of("a@example.com", "b@example.com"))))
                    .hasMessage("A mail may have 2 recipients");
            assertThat(refused(mailer, mail("html", "ääääää")).kind()).isEqualTo(ErrorKind.PAYLOAD_TOO_LARGE);
            assertThat(refused(mailer, mail("subject", "x".repeat(999))).kind()).isEqualTo(ErrorKind.BAD_REQUEST);
            assertThat(refused(mailer, mail("to", null))).hasMessage("A mail must have 'to', 'cc' or 'bcc'");
            assertThat(refused(mailer, mail("text", null))).hasMessage("A mail must have 'text' or 'html'");
            assertThat(refused(mailer, mail("attachments", List.of()))).hasMessage("A mail has no 'attachments'");
            assertThat(refused(mailer, mail("from", "eve@example.com")).kind()).isEqualTo(ErrorKind.FORBIDDEN);
            assertThat(refused(mailer, "mail").kind()).isEqualTo(ErrorKind.BAD_REQUEST);
            assertThat(server.deliveries).isEmpty();
        }
    }

    @Test
    void refuses_clients_unless_they_are_allowed() {
        Params client = Params.of(Map.of("provider", "rest"));
        try (var server = new MailServer(s -> s)) {
            var refusal = catchThrowableOfType(
                    FeathersException.class,
                    () -> mailer(server.port(), o -> {}).create(mail("subject", "spam"), client));
            assertThat(refusal.kind()).isEqualTo(ErrorKind.METHOD_NOT_ALLOWED);
            assertThat(server.deliveries).isEmpty();
            mailer(server.port(), o -> o.clients(true)).create(mail("subject", "fine"), client);
            assertThat(server.deliveries).hasSize(1);
        }
    }

    @Test
    void tells_refusals_for_good_from_those_for_now() {
        try (var server = new MailServer(s -> s)) {
            var mailer = mailer(server.port(), o -> {});
            FeathersException unknown = refused(mailer, mail("to", List.of("ann@example.com", "550@example.com")));
            assertThat(unknown.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
            assertThat(unknown).hasMessage("The mail server refused a recipient");
            assertThat(refused(mailer, mail("to", "451@example.com")).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(server.deliveries).isEmpty();
        }
    }

    @Test
    void gives_up_on_a_server_that_is_not_there_or_silent() throws IOException {
        int port;
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();
            var mailer = mailer(port, o -> o.timeout(Duration.ofMillis(200)));
            assertThat(refused(mailer, mail("subject", "silent")).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        }
        assertThat(refused(mailer(port, o -> {}), mail("subject", "gone")).kind())
                .isEqualTo(ErrorKind.UNAVAILABLE);
    }

    @Test
    void sends_few_at_once_and_lets_few_wait() throws InterruptedException {
        var accepting = new CountDownLatch(1);
        try (var server = new MailServer(s -> s);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = new CountDownLatch(1);
            server.accepting = () -> {
                begun.countDown();
                try {
                    accepting.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            };
            var mailer = mailer(server.port(), o -> o.maxConnections(1).maxWaiting(1));
            var first = threads.submit(() -> mailer.create(mail("subject", "first"), Params.empty()));
            begun.await();
            var second = threads.submit(() -> mailer.create(mail("subject", "second"), Params.empty()));
            Eventually.await(PATIENCE, "the second mail to wait", () -> mailer.present() == 2);
            assertThat(refused(mailer, mail("subject", "third")).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            accepting.countDown();
            assertThat(first).succeedsWithin(PATIENCE);
            assertThat(second).succeedsWithin(PATIENCE);
            assertThat(mailer.present()).isZero();
            assertThat(server.deliveries).hasSize(2);
        }
    }

    @Test
    void refuses_options_that_make_no_sense() {
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class,
                        () -> Mailer.create(o -> o.from("a@example.com")
                                .security(MailSecurity.NONE)
                                .credentials("a", "b"))))
                .hasMessage("credentials need security START_TLS or TLS");
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> Mailer.create(o -> {})))
                .hasMessage("from must be set");
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> Mailer.create(o -> o.port(70_000))))
                .hasMessage("port 70000 must be at most 65535");
    }

    /** RFC 5321 4.1.1.10: the mail was accepted before QUIT, whatever becomes of its answer. */
    @ParameterizedTest
    @ValueSource(strings = {"", "421 not now\r\n"})
    void an_accepted_mail_is_sent_whatever_the_server_says_at_the_end(String farewell) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> accept(server, farewell));
            var mailer = Mailer.create(o -> o.host("127.0.0.1")
                    .port(server.getLocalPort())
                    .security(MailSecurity.NONE)
                    .timeout(Duration.ofHours(1))
                    .from("shop@example.com"));
            var answer = CompletableFuture.supplyAsync(() -> mailer.create(mail("subject", "in"), Params.empty()));
            assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).containsEntry("recipients", 1);
        }
    }

    /** One connection; keeps it open after QUIT. */
    private static void accept(ServerSocket server, String farewell) {
        try (Socket socket = server.accept();
                var in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = socket.getOutputStream();
            out.write("220 here\r\n".getBytes(StandardCharsets.US_ASCII));
            boolean isMail = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (isMail && !line.equals(".")) continue;
                isMail = line.equals("DATA");
                String answer = isMail ? "354 go on\r\n" : line.equals("QUIT") ? farewell : "250 fine\r\n";
                out.write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // the test is over
        }
    }
}
