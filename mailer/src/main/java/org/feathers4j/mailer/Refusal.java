package org.feathers4j.mailer;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** What a mail server answered, by the codes in the errors: 4xx for now, 5xx for good (RFC 5321, 4.2.1). */
final class Refusal {
    private static final int TRANSIENT = 4;
    private static final int PERMANENT = 5;
    private static final int DEPTH = 100;

    private Refusal() {}

    /** Whether trying later may help: some answer was transient, and none was permanent. */
    static boolean isForNow(MessagingException error) {
        return codes(error).anyMatch(code -> code / 100 == TRANSIENT) && !isForGood(error);
    }

    static boolean isForGood(MessagingException error) {
        return codes(error).anyMatch(code -> code / 100 == PERMANENT);
    }

    static boolean isOfRecipient(MessagingException error) {
        return chain(error).anyMatch(SMTPAddressFailedException.class::isInstance);
    }

    private static IntStream codes(MessagingException error) {
        return chain(error).mapToInt(Refusal::code);
    }

    private static Stream<Exception> chain(MessagingException error) {
        return Stream.<Exception>iterate(error, Refusal::goesOn, Refusal::next).limit(DEPTH);
    }

    private static boolean goesOn(@Nullable Exception error) {
        return error != null;
    }

    private static @Nullable Exception next(Exception error) {
        return error instanceof MessagingException known ? known.getNextException() : null;
    }

    private static int code(Exception error) {
        return switch (error) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException sending -> sending.getReturnCode();
            default -> 0;
        };
    }
}
