package org.feathers4j.files;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Options of {@link Uploads}; immutable, set with its {@link Builder}. */
public final class UploadOptions {
    private final long maxBytes;
    private final long maxFileBytes;
    private final int maxFieldBytes;
    private final int maxParts;
    private final int maxFiles;
    private final int maxNameLength;
    private final int memoryBytes;
    private final List<String> types;
    private final Path directory;

    private UploadOptions(Builder from) {
        maxBytes = from.maxBytes;
        maxFileBytes = from.maxFileBytes;
        maxFieldBytes = from.maxFieldBytes;
        maxParts = from.maxParts;
        maxFiles = from.maxFiles;
        maxNameLength = from.maxNameLength;
        memoryBytes = from.memoryBytes;
        types = from.types;
        directory = from.directory;
    }

    static UploadOptions of(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.build();
    }

    long maxBytes() {
        return maxBytes;
    }

    long maxFileBytes() {
        return maxFileBytes;
    }

    int maxFieldBytes() {
        return maxFieldBytes;
    }

    int maxParts() {
        return maxParts;
    }

    int maxFiles() {
        return maxFiles;
    }

    int maxNameLength() {
        return maxNameLength;
    }

    int memoryBytes() {
        return memoryBytes;
    }

    List<String> types() {
        return types;
    }

    Path directory() {
        return directory;
    }

    /** Options being set, given to the function passed to {@link Uploads#create(Consumer)}. For one thread. */
    public static final class Builder {
        private long maxBytes = 20L << 20;
        private long maxFileBytes = 10L << 20;
        private int maxFieldBytes = 64 << 10;
        private int maxParts = 100;
        private int maxFiles = 10;
        private int maxNameLength = 200;
        private int memoryBytes = 64 << 10;
        private List<String> types = List.of("*/*");
        private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

        private Builder() {}

        /** The longest form, in bytes, with all its files and what stands between them; 20 MiB unless set. More is answered 413. */
        public Builder maxBytes(long value) {
            maxBytes = value;
            return this;
        }

        /** The largest file, in bytes; 10 MiB unless set. More is answered 413. */
        public Builder maxFileBytes(long value) {
            maxFileBytes = value;
            return this;
        }

        /** The longest value of a field that is no file, in bytes; 64 KiB unless set. More is answered 413. */
        public Builder maxFieldBytes(int value) {
            maxFieldBytes = value;
            return this;
        }

        /** How many fields and files a form may have together; 100 unless set. More are answered 413. */
        public Builder maxParts(int value) {
            maxParts = value;
            return this;
        }

        /** How many files a form may have; 10 unless set. More are answered 413. */
        public Builder maxFiles(int value) {
            maxFiles = value;
            return this;
        }

        /** The longest name of a field or file, in characters; 200 unless set. A longer one is answered 400. */
        public Builder maxNameLength(int value) {
            maxNameLength = value;
            return this;
        }

        /** From which size, in bytes, a file is kept in a temporary file instead of in memory; 64 KiB unless set. */
        public Builder memoryBytes(int value) {
            memoryBytes = value;
            return this;
        }

        /**
         * The types that files may have, as their clients declare them: {@code image/png}, {@code image/*}; all unless set. Others are answered 415.
         *
         * @throws IllegalArgumentException when one is no media type
         */
        public Builder types(String... values) {
            types = MediaRange.checked(values);
            return this;
        }

        /** Where temporary files are made; {@code java.io.tmpdir} unless set. It is created when it is not there. */
        public Builder directory(Path value) {
            directory = value;
            return this;
        }

        private UploadOptions build() {
            atLeastOne("maxBytes", maxBytes);
            atLeastOne("maxFileBytes", maxFileBytes);
            atLeastOne("maxFieldBytes", maxFieldBytes);
            atLeastOne("maxParts", maxParts);
            atLeastOne("maxFiles", maxFiles);
            atLeastOne("maxNameLength", maxNameLength);
            if (memoryBytes < 0)
                throw new IllegalArgumentException("memoryBytes %d must not be negative".formatted(memoryBytes));
            return new UploadOptions(this);
        }

        private static void atLeastOne(String option, long value) {
            if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(option, value));
        }
    }
}
