package org.feathers4j.hooks;

/** Where a {@link Loader} loads from. Sources of one loader are equal, those of two are not. */
record Source(String service, LoaderOptions options) {
    @Override
    public String toString() {
        return "loader of '%s'".formatted(service);
    }
}
