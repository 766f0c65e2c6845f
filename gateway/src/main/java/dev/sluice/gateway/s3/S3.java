package dev.sluice.gateway.s3;

import dev.sluice.core.Refused;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Authorizer.Verdict;
import dev.sluice.gateway.RawRequest;
import dev.sluice.gateway.RawResponse;
import dev.sluice.gateway.RawService;
import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.model.ServiceModel;
import dev.sluice.gateway.sigv4.UriText;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.Objects;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// S3's REST API over an object store.
///
/// Every operation runs the same way: its name is found from the request, its input is read by AWS's
/// model, access is
/// checked, one handler answers in the model's shape, and the answer is written by the model again. What
/// has no handler
/// is refused by its name.
public final class S3 implements RawService {
    private static final Set<String> WITHOUT_BUCKET = Set.of("ListBuckets", "CreateBucket");

    private final ServiceModel model = ServiceModel.of("s3")
            .orElseThrow(() -> new IllegalStateException("the model of S3 is part of this module"));
    private final Routes routes = new Routes(model);
    private final Map<String, Handler> handlers = new HashMap<>();
    private final Guard guard;
    private final Cors cors;
    private final PostObject post;

    /// @param region the region of this server, where buckets are made unless a request says otherwise
    public S3(ObjectStore store, String region, InstantSource clock, FormSignatures signatures) {
        guard = new Guard(store, clock);
        cors = new Cors(store);
        ObjectAnswers answers = new ObjectAnswers(store);
        ObjectWrites writes = new ObjectWrites(store, guard, answers, clock);
        post = new PostObject(store, guard, writes, signatures, clock);
        new BucketCalls(store, region).register(handlers);
        new SettingCalls(store, guard).register(handlers);
        new AccessCalls(store, guard).register(handlers);
        new ListCalls(store).register(handlers);
        new ObjectReads(store, answers).register(handlers);
        writes.register(handlers);
        new CopyCalls(store, guard, writes, answers).register(handlers);
        new DeleteCalls(store, guard).register(handlers);
        new MultipartCalls(store, guard, writes, answers).register(handlers);
        new ObjectSettingCalls(store, guard, clock).register(handlers);
    }

    /// The operations that work, as the model spells them.
    public Set<String> operations() {
        return Set.copyOf(handlers.keySet());
    }

    @Override
    public boolean allowsAnonymous(RawRequest request) {
        return true; // whether anybody may do it is asked of the bucket, as for everybody else
    }

    @Override
    public void handle(RawRequest request, RawResponse response) throws IOException {
        InputReader.Names names = names(request);
        if (request.method().equals("OPTIONS")) {
            cors.preflight(request, response, names.bucket());
            return;
        }
        cors.decorate(request, response, names.bucket());
        Routes.Target target = names.bucket().isEmpty()
                ? Routes.Target.SERVICE
                : names.key().isEmpty() ? Routes.Target.BUCKET : Routes.Target.OBJECT;
        String name = routes.operation(request, target);
        if (name.equals("PostObject")) {
            post.handle(request, response, names.bucket());
            return;
        }
        Operation operation = model.operation(name).orElseThrow();
        Handler handler = handlers.get(name);
        if (handler == null) throw S3Errors.operationNotImplemented(name);
        Objects.checkKey(names.key());
        Call call = new Call(request, name, new InputReader(request, names).read(operation), operation.status());
        answer(call, operation, handler, response);
    }

    private void answer(Call call, Operation operation, Handler handler, RawResponse response) throws IOException {
        boolean head = call.request().method().equals("HEAD");
        try {
            JsonNode output = run(call, handler);
            new OutputWriter(response, head).write(operation, call, output);
        } catch (Refused refused) {
            if (!response.sent()) call.headers().forEach(response::header);
            throw refused;
        }
    }

    /// Runs a call that came by another way than the wire.
    ///
    /// @throws Refused as over the wire
    JsonNode run(Call call) throws IOException {
        Handler handler = handlers.get(call.operation());
        if (handler == null) throw S3Errors.operationNotImplemented(call.operation());
        Objects.checkKey(call.key());
        return run(call, handler);
    }

    private JsonNode run(Call call, Handler handler) throws IOException {
        if (WITHOUT_BUCKET.contains(call.operation())) checkService(call);
        else guard.check(call);
        return handler.handle(call);
    }

    private static void checkService(Call call) {
        boolean list = call.operation().equals("ListBuckets");
        Access access = new Access(
                list ? "s3:ListAllMyBuckets" : "s3:CreateBucket", list ? "*" : "arn:aws:s3:::" + call.bucket());
        if (call.caller().anonymous() || call.request().decide(access) != Verdict.ALLOWED)
            throw S3Errors.accessDenied();
    }

    private static InputReader.Names names(RawRequest request) {
        String path = request.rawPath();
        if (path.startsWith("/")) path = path.substring(1);
        try {
            if (request.hostBucket().isPresent()) {
                return new InputReader.Names(request.hostBucket().get(), UriText.decode(path));
            }
            int slash = path.indexOf('/');
            String bucket = slash < 0 ? path : path.substring(0, slash);
            String key = slash < 0 ? "" : path.substring(slash + 1);
            return new InputReader.Names(UriText.decode(bucket), UriText.decode(key));
        } catch (IllegalArgumentException e) {
            throw new Refused("InvalidURI", "Couldn't parse the specified URI.", Map.of("URI", request.rawPath()));
        }
    }
}
