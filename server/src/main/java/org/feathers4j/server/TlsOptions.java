package org.feathers4j.server;

import java.nio.file.Files;
import java.nio.file.Path;

import io.vertx.core.net.PemKeyCertOptions;

/**
 * The certificate of a server and its key. With them clients may use HTTP/2 or HTTP/1.1 over TLS.
 *
 * @param certificate file with the certificate and the chain to one that clients trust, in PEM
 * @param key file with the private key (PKCS #8), in PEM
 */
record TlsOptions(Path certificate, Path key) {

    /** @throws IllegalArgumentException when a file cannot be read */
    PemKeyCertOptions vertx() {
        return new PemKeyCertOptions()
                .setCertPath(readable("certificate", certificate))
                .setKeyPath(readable("key", key));
    }

    private static String readable(String what, Path file) {
        if (!Files.isReadable(file))
            throw new IllegalArgumentException("The %s for TLS cannot be read: %s".formatted(what, file));
        return file.toString();
    }
}
