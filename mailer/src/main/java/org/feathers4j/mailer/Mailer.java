package org.feathers4j.mailer;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service that sends mail over SMTP. {@code create} takes {@code {to, cc, bcc, replyTo, subject, text, html}} and returns once the mail server has
 * accepted the mail for all recipients. Delivery after that is not tracked. Addresses are texts, {@code Name <address>} or
 * {@code {address, name}}, and lists of them.
 *
 * <pre>{@code
 * app.use("mailer", Mailer.create(o -> o.host("smtp.example.com").credentials(user, password).from("Shop <shop@example.com>")));
 * app.service("mailer").create(Map.of("to", "ann@example.com", "subject", "Welcome", "text", "Good to have you here."));
 * }</pre>
 *
 * <p>Each mail takes a connection of its own. Calls wait for it on their thread. Safe for all threads; owns nothing that has to be closed.
 */
public final class Mailer implements Service.Creates {
    private static final Logger log = LoggerFactory.getLogger(Mailer.class);

    private final MailerOptions options;
    private final Session session;
    private final Semaphore connections;
    private final AtomicInteger present = new AtomicInteger();

    private Mailer(MailerOptions options) {
        this.options = options;
        this.session = Session.getInstance(properties(options));
        this.connections = new Semaphore(options.maxConnections(), true);
    }

    /**
     * A mailer; connects to nothing before the first mail.
     *
     * @throws IllegalArgumentException when an option makes no sense; the message names it
     */
    public static Mailer create(Consumer<MailerOptions.Builder> options) {
        return new Mailer(MailerOptions.of(options));
    }

    private static Properties properties(MailerOptions options) {
        String prefix = "mail." + options.security().protocol() + ".";
        var properties = new Properties();
        properties.put(
                prefix + "connectiontimeout", text(options.connectTimeout().toMillis()));
        properties.put(prefix + "timeout", text(options.timeout().toMillis()));
        properties.put(prefix + "writetimeout", text(options.timeout().toMillis()));
        // the mail is accepted before: an answer to QUIT that does not come would make callers send it again
        properties.put(prefix + "quitwait", "false");
        properties.put(prefix + "auth", text(options.user() != null));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        if (options.security() == MailSecurity.START_TLS) {
            properties.put(prefix + "starttls.enable", "true");
            properties.put(prefix + "starttls.required", "true");
        }
        if (options.sslContext() != null)
            properties.put(prefix + "ssl.socketFactory", options.sslContext().getSocketFactory());
        return properties;
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    /**
     * Sends a mail.
     *
     * @return {@code {id, recipients}}: the {@code Message-ID} with its angle brackets, and the number of recipients
     * @throws FeathersException BadRequest when the mail is not valid or the server refuses a recipient, in which case nobody gets it; PayloadTooLarge; Forbidden for
     *     another sender; MethodNotAllowed for clients unless allowed; Unavailable when the server cannot be reached, does not answer in time or refuses us for now,
     *     or too many mails are waiting; GeneralError when it refuses our login or the mail. No message has the credentials or the server's words
     */
    @Override
    public Map<String, @Nullable Object> create(@Nullable Object data, Params params) {
        if (params.isExternal() && !options.allowsClients())
            throw FeathersException.methodNotAllowed("Clients cannot send mail");
        Mail mail = Mail.of(data, options);
        enter();
        try {
            return Map.of("id", send(mail), "recipients", mail.recipients());
        } catch (MessagingException e) {
            throw failed(e);
        } finally {
            connections.release();
            present.decrementAndGet();
        }
    }

    private void enter() {
        if (present.incrementAndGet() > (long) options.maxConnections() + options.maxWaiting()) {
            present.decrementAndGet();
            throw FeathersException.unavailable("Too many mails are waiting: try again later");
        }
        try {
            connections.acquire();
        } catch (InterruptedException e) {
            present.decrementAndGet();
            Thread.currentThread().interrupt();
            throw FeathersException.unavailable("Interrupted while a mail was waiting")
                    .withCause(e);
        }
    }

    private String send(Mail mail) throws MessagingException {
        var message = new Message(session, mail);
        Transport transport = session.getTransport(options.security().protocol());
        try {
            transport.connect(options.host(), options.port(), options.user(), options.password());
            transport.sendMessage(message, message.getAllRecipients());
        } finally {
            close(transport);
        }
        log.debug("Mail {} sent to {} recipients", message.id(), mail.recipients());
        return message.id();
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            log.debug("A connection to the mail server was not closed properly", e);
        }
    }

    private FeathersException failed(MessagingException error) {
        if (error instanceof AuthenticationFailedException)
            return FeathersException.generalError("The mail server refused the login")
                    .withCause(error);
        if (Refusal.isForNow(error))
            return FeathersException.unavailable("The mail server takes no mail for now")
                    .withCause(error);
        if (Refusal.isOfRecipient(error))
            return FeathersException.badRequest("The mail server refused a recipient")
                    .withCause(error);
        if (error instanceof SendFailedException || Refusal.isForGood(error))
            return FeathersException.generalError("The mail server refused the mail")
                    .withCause(error);
        return FeathersException.unavailable("The mail server cannot be reached or broke off")
                .withCause(error);
    }

    /** How many mails are being sent or waiting. */
    int present() {
        return present.get();
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "Mailer " + options;
    }
}
