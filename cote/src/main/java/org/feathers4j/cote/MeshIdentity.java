package org.feathers4j.cote;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The key and the certificate that all components with the same secret have, made from the secret: an Ed25519 key and a certificate that it signed itself (RFC 8410). Who shows
 * that certificate and signs with its key knows the secret; any other certificate is refused.
 */
final class MeshIdentity {
    private static final byte[] ED25519 = der(0x30, der(0x06, new byte[] {0x2b, 0x65, 0x70})); // 1.3.101.112
    private static final byte[] COMMON_NAME = der(0x06, new byte[] {0x55, 0x04, 0x03}); // 2.5.4.3
    private static final byte[] NAME = der(0x30, der(0x31, der(0x30, COMMON_NAME, text(0x0c, "feathers4j mesh"))));
    private static final byte[] ALWAYS = der(0x30, text(0x17, "200101000000Z"), text(0x18, "99991231235959Z"));
    private static final byte[] VERSION_3 = der(0xa0, der(0x02, new byte[] {2}));
    private static final byte[] SERIAL = der(0x02, new byte[] {1});

    private final KeyManagerFactory keys;
    private final X509ExtendedTrustManager trust;

    private MeshIdentity(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        keys = keys(key, certificate);
        trust = new OnlyThis(certificate);
    }

    /**
     * The identity that follows from a seed.
     *
     * @param seed 32 bytes that strangers do not know
     * @throws GeneralSecurityException when the Java runtime has no Ed25519
     */
    static MeshIdentity of(byte[] seed) throws GeneralSecurityException {
        KeyPair pair = pair(seed);
        return new MeshIdentity(pair.getPrivate(), certificate(pair));
    }

    /** For {@link javax.net.ssl.SSLContext}: shows the certificate. */
    KeyManagerFactory keys() {
        return keys;
    }

    /** For {@link javax.net.ssl.SSLContext}: accepts the certificate, and no other. */
    X509ExtendedTrustManager trust() {
        return trust;
    }

    /** The generator takes the seed where it would draw a random one: there is no other way to the public key in the JDK. */
    private static KeyPair pair(byte[] seed) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
        KeyPair pair = generator.generateKeyPair();
        boolean taken = pair.getPrivate() instanceof EdECPrivateKey key
                && key.getBytes()
                        .filter(bytes -> MessageDigest.isEqual(bytes, seed))
                        .isPresent();
        if (!taken) throw new GeneralSecurityException("its generator of Ed25519 keys cannot be given the key");
        return pair;
    }

    static X509Certificate certificate(KeyPair pair) throws GeneralSecurityException {
        byte[] content = der(
                0x30,
                VERSION_3,
                SERIAL,
                ED25519,
                NAME,
                ALWAYS,
                NAME,
                pair.getPublic().getEncoded());
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(content);
        byte[] unusedBits = {0};
        byte[] certificate = der(0x30, content, ED25519, der(0x03, unusedBits, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static KeyManagerFactory keys(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        char[] password = {}; // it never leaves the memory
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("mesh", key, password, new X509Certificate[] {certificate});
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory;
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store cannot be made", e);
        }
    }

    private static byte[] text(int tag, String text) {
        return der(tag, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A value of ASN.1 in DER (ITU-T X.690). */
    private static byte[] der(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var out = new ByteArrayOutputStream(length + 4);
        out.write(tag);
        if (length > 0xff) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length > 0x7f) {
            out.write(0x81);
        }
        out.write(length);
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    /** Gives a key generator what it is to take. */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length)
                throw new IllegalStateException(
                        "An Ed25519 key has %d bytes, not %d".formatted(seed.length, bytes.length));
            System.arraycopy(seed, 0, bytes, 0, seed.length);
        }
    }

    /** Accepts one certificate, whatever the host is called. */
    private static final class OnlyThis extends X509ExtendedTrustManager {
        private final X509Certificate certificate;

        OnlyThis(X509Certificate certificate) {
            this.certificate = certificate;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            if (chain.length != 1 || !MessageDigest.isEqual(chain[0].getEncoded(), certificate.getEncoded()))
                throw new CertificateException("It does not know the secret of this mesh");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[] {certificate};
        }
    }
}
