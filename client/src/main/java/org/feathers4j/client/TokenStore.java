package org.feathers4j.client;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** Where a client keeps its access token between logins. Safe for all threads. What it throws, callers of {@link ClientAuthentication} get. */
public interface TokenStore {
    /** The token; null when there is none. */
    @Nullable
    String load();

    /** Keeps a token in place of any other. */
    void store(String token);

    /** Forgets the token. */
    void remove();

    /** In memory: gone with the client. */
    static TokenStore inMemory() {
        var kept = new AtomicReference<@Nullable String>();
        return new TokenStore() {
            @Override
            public @Nullable String load() {
                return kept.get();
            }

            @Override
            public void store(String token) {
                kept.set(token);
            }

            @Override
            public void remove() {
                kept.set(null);
            }
        };
    }

    /** In a file that its owner alone may read and write. It is replaced as a whole, so that readers in other processes never see half a token. The folder has to exist; on Windows its rights hold for the file. */
    static TokenStore file(Path file) {
        return new FileTokenStore(file);
    }
}
