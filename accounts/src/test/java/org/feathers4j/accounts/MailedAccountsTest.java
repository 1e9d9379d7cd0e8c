package org.feathers4j.accounts;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.feathers4j.mailer.MailSecurity;
import org.feathers4j.mailer.Mailer;
import org.feathers4j.testrules.Eventually;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.server.SMTPServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.accounts.Fixture.ANN;

/** From the sign-up through mails of a real SMTP server to a new password. */
class MailedAccountsTest {
    private static final Pattern LINK = Pattern.compile("https://app\\.example\\.com/#(\\S+)");

    private record Received(String to, String text) {
        String token() {
            Matcher link = LINK.matcher(text);
            assertThat(link.find()).as(text).isTrue();
            return link.group(1);
        }
    }

    @Test
    void the_tokens_come_by_mail() {
        List<Received> mails = new CopyOnWriteArrayList<>();
        SMTPServer server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandler((context, from, to, data) ->
                        mails.add(new Received(to, new String(data, StandardCharsets.UTF_8))))
                .build();
        server.start();
        try (Fixture fixture = Fixture.memory(o -> {})) {
            fixture.app.use(
                    "mailer",
                    Mailer.create(o -> o.host("127.0.0.1")
                            .port(server.getPortAllocated())
                            .security(MailSecurity.NONE)
                            .from("accounts@example.com")));
            Notifier byMail = notice -> fixture.app
                    .service("mailer")
                    .create(Map.of(
                            "to",
                                    notice.changes()
                                            .getOrDefault("email", notice.user().get("email")),
                            "subject", notice.type(),
                            "text", notice.token() == null ? "Done." : "https://app.example.com/#" + notice.token()));
            var accounts = AccountManagement.create(fixture.app, o -> o.notifier(byMail));
            fixture.app.use("accounts", accounts);
            Map<String, Object> her = Map.of("email", ANN);
            fixture.signUp(ANN);

            call(fixture, "resendVerifySignup", her);
            call(fixture, "verifySignupLong", received(mails, 0).token());
            received(mails, 1);
            call(fixture, "sendResetPwd", her);
            call(fixture, "resetPwdLong", Map.of("token", received(mails, 2).token(), "password", "second"));
            received(mails, 3);
            var changes = Map.of("email", "bea@example.com");
            call(fixture, "identityChange", Map.of("user", her, "password", "second", "changes", changes));
            assertThat(received(mails, 4).to()).isEqualTo("bea@example.com");
            call(fixture, "verifySignupLong", received(mails, 4).token());
            fixture.login("bea@example.com", "second");
        } finally {
            server.stop();
        }
    }

    private static void call(Fixture fixture, String action, Object value) {
        fixture.app.service("accounts").create(Map.of("action", action, "value", value), Fixture.CLIENT);
    }

    private static Received received(List<Received> mails, int index) {
        Eventually.await(Fixture.PATIENCE, "a mail", () -> mails.size() > index);
        return mails.get(index);
    }
}
