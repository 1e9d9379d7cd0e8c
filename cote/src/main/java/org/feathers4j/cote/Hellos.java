package org.feathers4j.cote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Turns our components into datagrams, and datagrams into hellos: signed when there is a secret, then enciphered when there is a pass phrase. */
final class Hellos {
    /** One for all cotes of this process. */
    static final String PROCESS_ID = UUID.randomUUID().toString();

    private static final String COMMAND = command();
    private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final String hostName;
    private final Number weight;
    private final String advertisedAddress;
    private final @Nullable HelloCipher cipher;
    private final @Nullable MeshSecret secret;
    private final boolean admitsStrangers;
    private final RecentHellos recent = new RecentHellos(this::parse);

    Hellos(CoteOptions options) {
        String given = options.announcedHostName();
        hostName = given == null ? localHostName() : given;
        weight = options.weight() == null ? weight(System.currentTimeMillis()) : options.weight();
        advertisedAddress = Objects.requireNonNullElse(options.advertisedAddress(), "");
        cipher = options.key() == null ? null : new HelloCipher(options.key());
        secret = options.secret();
        admitsStrangers = options.admitWithoutSecret();
    }

    /** No component here becomes master: in Node that has no effect either. */
    byte[] write(Component component) {
        var hello = new Hello(
                PROCESS_ID,
                component.iid(),
                hostName,
                false,
                false,
                weight,
                component.advertisement(),
                COMMAND,
                advertisedAddress,
                component.securePort(),
                secret != null);
        byte[] plain = secret == null ? hello.toBytes() : secret.sign(hello.toBytes());
        return cipher == null ? plain : cipher.encrypt(plain);
    }

    /** The hello in a datagram; empty when there is no valid one. */
    Optional<Hello> read(byte[] datagram) {
        return recent.read(datagram);
    }

    private Optional<Hello> parse(byte[] datagram) {
        Optional<byte[]> plain = cipher == null ? Optional.of(datagram) : cipher.decrypt(datagram);
        Optional<Hello> signed = secret == null
                ? Optional.empty()
                : plain.flatMap(secret::verify).flatMap(Hello::parse).map(Hello::verified);
        return signed.isPresent() ? signed : plain.flatMap(Hello::parse);
    }

    /** Whether a hello is of a component that this one may have to do with. */
    boolean admits(Hello hello) {
        return hello.signed() || ((secret == null || admitsStrangers) && !hello.needsSecret());
    }

    /** node-discover's: the older the closer to zero. */
    static Number weight(long millis) {
        return -millis / Math.pow(10, String.valueOf(millis).length());
    }

    /** Without asking any name server, which may take long and know nothing. */
    private static String localHostName() {
        for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
            String name = System.getenv(variable);
            if (name != null && !name.isBlank()) return name;
        }
        try {
            return Files.readString(KERNEL_HOST_NAME).trim();
        } catch (IOException e) {
            return "localhost";
        }
    }

    /** The command of this process, for monitors; without its arguments, which may be secrets. */
    private static String command() {
        String whole = System.getProperty("sun.java.command", "java");
        String program = whole.split(" ", 2)[0].replace('\\', '/');
        int last = program.lastIndexOf('/');
        return last < 0 ? program : program.substring(program.lastIndexOf('/', last - 1) + 1);
    }
}
