package org.feathers4j.files;

import java.util.function.Consumer;

/** Options of {@link BlobService}; immutable, set with its {@link Builder}. */
public final class BlobOptions {
    private final boolean dataUris;
    private final boolean clientIds;
    private final int maxLimit;

    private BlobOptions(Builder from) {
        dataUris = from.dataUris;
        clientIds = from.clientIds;
        maxLimit = from.maxLimit;
    }

    static BlobOptions of(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        if (builder.maxLimit < 1)
            throw new IllegalArgumentException("maxLimit %d must be at least 1".formatted(builder.maxLimit));
        return new BlobOptions(builder);
    }

    boolean dataUris() {
        return dataUris;
    }

    boolean clientIds() {
        return clientIds;
    }

    int maxLimit() {
        return maxLimit;
    }

    /** Options being set, given to the function passed to {@link BlobService#create(BlobStore, Consumer)}. For one thread. */
    public static final class Builder {
        private boolean dataUris;
        private boolean clientIds;
        private int maxLimit = 100;

        private Builder() {}

        /**
         * Whether blobs come and go as data URIs in JSON, as in feathers-blob: {@code create({uri})} stores one, {@code get} gives {@code {id, uri, size}} up to 1 MiB. Not unless set; then {@code get} streams.
         */
        public Builder dataUris(boolean value) {
            dataUris = value;
            return this;
        }

        /** Whether {@code update} stores a blob under the id that its caller gives, new or in place of another; not unless set. */
        public Builder clientIds(boolean value) {
            clientIds = value;
            return this;
        }

        /** The most blobs that a {@code find} gives, also where it asks for no limit; 100 unless set. */
        public Builder maxLimit(int value) {
            maxLimit = value;
            return this;
        }
    }
}
