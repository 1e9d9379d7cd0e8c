package org.feathers4j.mailer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** SubEthaSMTP on a free port: keeps what it accepts. Accepts no recipient whose name is the code of a refusal, for instance {@code 550@example.com}. */
final class MailServer implements AutoCloseable {
    /** @param recipients of the envelope */
    record Delivery(String sender, List<String> recipients, String raw) {
        MimeMessage message() throws MessagingException {
            return new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    /** Runs before a mail is accepted. */
    volatile Runnable accepting = () -> {};

    private final SMTPServer server;

    MailServer(UnaryOperator<SMTPServer.Builder> settings) {
        server = settings.apply(SMTPServer.port(0)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .hostName("localhost")
                        .insertReceivedHeaders(false)
                        .messageHandlerFactory(Handler::new))
                .build();
        server.start();
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Handler implements MessageHandler {
        private String sender = "";
        private final List<String> recipients = new CopyOnWriteArrayList<>();

        Handler(MessageContext context) {}

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String to) throws RejectException {
            String name = to.substring(0, to.indexOf('@'));
            if (name.matches("[45]\\d\\d")) throw new RejectException(Integer.parseInt(name), "not here");
            recipients.add(to);
        }

        @Override
        public String data(InputStream data) throws IOException {
            accepting.run();
            String raw = new String(data.readAllBytes(), StandardCharsets.ISO_8859_1);
            deliveries.add(new Delivery(sender, List.copyOf(recipients), raw));
            return "kept";
        }

        @Override
        public void done() {}
    }
}
