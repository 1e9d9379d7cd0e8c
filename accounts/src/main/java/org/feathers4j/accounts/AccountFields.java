package org.feathers4j.accounts;

import java.util.List;
import java.util.stream.Stream;

/** The fields of users that belong to their accounts. */
final class AccountFields {
    static final String VERIFIED = "isVerified";
    static final String CHANGES = "verifyChanges";
    static final String PASSWORD_CHANGED = "passwordChangedAt";

    /** Hidden from clients. */
    static final List<String> SECRET = Stream.concat(
                    Stream.of(Purpose.values())
                            .flatMap(each ->
                                    Stream.of(each.token(), each.shortToken(), each.expires(), each.attempts())),
                    Stream.of(CHANGES, PASSWORD_CHANGED))
            .toList();

    /** Written by nobody else. */
    static final List<String> ALL =
            Stream.concat(Stream.of(VERIFIED), SECRET.stream()).toList();

    private AccountFields() {}
}
