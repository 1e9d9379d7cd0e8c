package org.feathers4j.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps bytes under ids. An id has 1 to 200 letters, digits and {@code . _ - /}, and none of its parts between slashes is empty or begins with a dot; {@link BlobService} asks for no others. Safe for all
 * threads; its methods block.
 */
public interface BlobStore extends AutoCloseable {
    /**
     * Stores bytes; in place of those that were there under this id. The write is atomic: concurrent readers, and readers after a crash, see either the old bytes or all of the new ones.
     *
     * @param type the media type, for stores that keep it
     * @param content read to its end, not closed
     * @throws IOException when the content breaks off or the store fails: nothing has changed then
     */
    Blob write(String id, String type, InputStream content) throws IOException;

    /** What is known of a blob; empty when there is none. */
    Optional<Blob> find(String id) throws IOException;

    /**
     * Opens a part of a blob.
     *
     * @param blob as {@link #find} has found it
     * @param from the first byte, counted from 0
     * @param length how many bytes will be read
     * @throws IOException when it was replaced or removed since
     */
    InputStream read(Blob blob, long from, long length) throws IOException;

    /** Removes a blob; false when there is none. */
    boolean remove(String id) throws IOException;

    /**
     * Blobs in the order of their ids.
     *
     * @param prefix of the ids
     * @param skip how many to leave out at the beginning
     * @param limit how many at the most
     */
    List<Blob> list(String prefix, int skip, int limit) throws IOException;

    /** Frees what the store holds; blobs stay. */
    @Override
    default void close() {}

    /**
     * Files in a folder, which is created when it is not there and should hold nothing else. Each is written under another name, forced to the disk and then renamed. No id leads out of the folder, and links in it are not followed.
     *
     * @throws IllegalArgumentException when it cannot be used
     */
    static BlobStore folder(Path folder) {
        return FolderStore.open(folder);
    }

    /**
     * Objects in a bucket of Amazon S3, or of a server with its protocol:
     *
     * <pre>{@code
     * BlobStore.s3(o -> o.endpoint("https://s3.eu-central-1.amazonaws.com").region("eu-central-1").bucket("photos").credentials(id, secret));
     * }</pre>
     *
     * @throws IllegalArgumentException when an option is missing or cannot be used
     */
    static BlobStore s3(Consumer<S3Options.Builder> options) {
        return new S3Store(S3Options.of(options));
    }
}
