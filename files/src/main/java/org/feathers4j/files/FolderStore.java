package org.feathers4j.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.feathers4j.FeathersException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs as the files of one folder without folders inside: a slash of an id is {@code %2F} in the name of its file. So there is no path to walk, and only the file itself could be a link. Safe for all threads, and for several
 * processes on one folder.
 */
final class FolderStore implements BlobStore {
    private static final Logger log = LoggerFactory.getLogger(FolderStore.class);
    /** Not the beginning of any id. */
    private static final String UNFINISHED = ".unfinished-";
    /** Longer than any upload takes that another process may be at. */
    private static final Duration ABANDONED = Duration.ofDays(2);

    private static final int CHUNK = 64 << 10;
    /** The longest name that file systems take. */
    private static final int LONGEST_NAME = 255;

    private final Path folder;

    private FolderStore(Path folder) {
        this.folder = folder;
    }

    static FolderStore open(Path folder) {
        try {
            var store = new FolderStore(Files.createDirectories(folder).toRealPath());
            store.removeAbandoned();
            return store;
        } catch (IOException e) {
            throw new IllegalArgumentException("The folder %s cannot be used for blobs: %s".formatted(folder, e), e);
        }
    }

    /** What processes have left that were killed while they wrote. */
    private void removeAbandoned() throws IOException {
        Instant before = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (Path file : files)
                if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(before)) Files.deleteIfExists(file);
        }
    }

    @Override
    public Blob write(String id, String type, InputStream content) throws IOException {
        Path target = path(id);
        if (name(id).length() > LONGEST_NAME)
            throw FeathersException.badRequest("The id has more slashes than the name of a file has room for");
        Path unfinished = folder.resolve(UNFINISHED + UUID.randomUUID());
        try {
            copy(content, unfinished);
            // the time of the rename, not of the first byte
            Blob blob = blob(id, Files.readAttributes(unfinished, BasicFileAttributes.class));
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force();
            return blob;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void copy(InputStream content, Path file) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] chunk = new byte[CHUNK];
            for (int length = content.read(chunk); length >= 0; length = content.read(chunk)) {
                ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, length);
                put(bytes, out);
            }
            out.force(true);
        }
    }

    /** A disk that is full takes blobs again when there is space. */
    private static void put(ByteBuffer bytes, FileChannel out) throws IOException {
        try {
            while (bytes.hasRemaining()) out.write(bytes);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw FeathersException.unavailable("The blob could not be written to the disk")
                    .withCause(e);
        }
    }

    /** The new name is on the disk, too; some systems cannot be asked for that. */
    private void force() {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            log.debug("The folder {} cannot be forced to the disk", folder, e);
        }
    }

    @Override
    public Optional<Blob> find(String id) throws IOException {
        Path file = path(id);
        if (name(id).length() > LONGEST_NAME) return Optional.empty();
        try {
            BasicFileAttributes about = attributes(file);
            return about.isRegularFile() ? Optional.of(blob(id, about)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static Blob blob(String id, BasicFileAttributes about) {
        return new Blob(
                id, about.size(), FileBody.tag(about), about.lastModifiedTime().toInstant());
    }

    @Override
    public InputStream read(Blob blob, long from, long length) throws IOException {
        Path file = path(blob.id());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            // opened before it is looked at: what replaces it afterwards does not change what is read
            if (!FileBody.tag(attributes(file)).equals(blob.etag()))
                throw new FileSystemException(blob.id(), null, "was replaced while it was opened");
            channel.position(from);
            return Channels.newInputStream(channel);
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public boolean remove(String id) throws IOException {
        Path file = path(id);
        if (!find(id).isPresent()) return false;
        boolean removed = Files.deleteIfExists(file);
        force();
        return removed;
    }

    @Override
    public List<Blob> list(String prefix, int skip, int limit) throws IOException {
        var ids = new ArrayList<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String id = file.getFileName().toString().replace("%2F", "/");
                if (id.startsWith(prefix) && BlobIds.isAllowed(id)) ids.add(id);
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException(e);
        }
        ids.sort(Comparator.naturalOrder());
        var blobs = new ArrayList<Blob>();
        for (String id : ids.subList(Math.min(skip, ids.size()), ids.size())) {
            if (blobs.size() == limit) break;
            find(id).ifPresent(blobs::add);
        }
        return blobs;
    }

    private static String name(String id) {
        return id.replace("/", "%2F");
    }

    /** @throws IllegalArgumentException when it is no id, and might lead anywhere */
    private Path path(String id) {
        if (!BlobIds.isAllowed(id)) throw new IllegalArgumentException("'%s' is no id of a blob".formatted(id));
        return folder.resolve(name(id));
    }
}
