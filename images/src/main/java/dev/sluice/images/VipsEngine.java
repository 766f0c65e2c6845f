package dev.sluice.images;

import dev.sluice.images.vips.Vips;
import dev.sluice.images.vips.VipsException;
import dev.sluice.images.vips.VipsImage;
import dev.sluice.images.vips.VipsSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Works on images with libvips.
final class VipsEngine implements Engine {
    private final Vips vips;
    private final Library library;
    private final VipsCodec codec;

    VipsEngine(Vips vips, String location, Optional<String> warning, Duration startTime) {
        this.vips = vips;
        this.codec = new VipsCodec(vips);
        Set<Format> formats = EnumSet.noneOf(Format.class);
        for (Format format : Format.values()) if (codec.reads(format)) formats.add(format);
        this.library = new Library(
                "libvips " + vips.version(), location, Collections.unmodifiableSet(formats), warning, startTime);
    }

    Vips vips() {
        return vips;
    }

    @Override
    public Library library() {
        return library;
    }

    @Override
    public void check(Image image, Depth depth, Job job) {
        int shrink = depth == Depth.EIGHTH ? VipsCodec.SHRINK_MAX : 1;
        within(job, session -> {
            VipsImage pixels = codec.read(session, image, shrink, depth == Depth.FULL);
            // The cheapest thing that needs every pixel and holds only a few lines of them.
            return session.operation("avg").set("in", pixels).number();
        });
    }

    @Override
    public List<Encoded> make(Image image, List<Pipeline> pipelines, Job job) {
        return within(job, session -> {
            VipsImage read = codec.read(session, image, ShrinkOnLoad.factor(image.info(), pipelines), false);
            VipsEditor editor = new VipsEditor(session, image.limits());
            VipsImage source = editor.inKnownColours(read);
            if (pipelines.size() > 1 || !inOrder(pipelines, source.orientation())) source = source.inMemory();
            List<Encoded> made = new ArrayList<>();
            for (Pipeline pipeline : pipelines) {
                VipsImage result = source;
                for (Operation operation : pipeline.operations()) result = editor.apply(result, operation);
                Output output = pipeline.output();
                made.add(codec.write(
                        session, result, output.formatFor(image.info().format()), output));
            }
            return made;
        });
    }

    /// Whether lines are needed from top to bottom only, so that pixels can stream from the decoder to the encoder.
    private static boolean inOrder(List<Pipeline> pipelines, int orientation) {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.operations().stream())
                .allMatch(operation -> switch (operation) {
                    case Operation.AutoRotate _ -> orientation == 1;
                    case Operation.Rotate _, Operation.Flip _, Operation.Sharpen _, Operation.Crop _ -> false;
                    case Operation.Resize _,
                            Operation.Fit _,
                            Operation.Cover _,
                            Operation.Contain _,
                            Operation.Grayscale _,
                            Operation.Sepia _,
                            Operation.Adjust _,
                            Operation.Blur _ -> true;
                });
    }

    @Override
    public Encoded shrink(Image image, int quality, Job job) {
        ImageInfo info = image.info();
        if (!codec.writesAllFrames(info)) return new Encoded(image.file(), info.format(), info.width(), info.height());
        return within(job, session -> {
            VipsImage read = codec.read(session, image, 1, true);
            VipsEditor editor = new VipsEditor(session, image.limits());
            VipsImage source = editor.inKnownColours(read);
            if (info.frames() == 1) {
                if (source.orientation() != 1) source = source.inMemory();
                source = editor.apply(source, new Operation.AutoRotate());
            }
            Output output = Output.as(info.format()).quality(quality).smaller();
            Encoded written = codec.write(session, source, info.format().written(), output);
            return new Encoded(written.bytes(), written.format(), written.width(), written.height() / info.frames());
        });
    }

    private <T> T within(Job job, Function<VipsSession, T> work) {
        try (VipsSession session = new VipsSession(vips)) {
            Runnable kill = session::kill;
            job.onStop(kill);
            try {
                return work.apply(session);
            } catch (VipsException e) {
                job.checkpoint();
                throw ImageRefused.broken("the image can't be decoded: " + e.getMessage());
            } finally {
                job.close(kill);
            }
        }
    }

    @Override
    public void leaveThread() {
        vips.leaveThread();
    }
}
