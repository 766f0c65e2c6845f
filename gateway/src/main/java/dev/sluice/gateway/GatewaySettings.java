package dev.sluice.gateway;

import dev.sluice.core.Ids;
import java.time.InstantSource;

/// What a gateway is made of, apart from its services.
///
/// @param host the address to bind, such as `127.0.0.1`
/// @param port the port to bind; 0 takes any free one
/// @param account the account of this server, twelve digits
/// @param region the region that answers name when the request's signature doesn't say
/// @param credentials access keys
/// @param authorizer identity policies
/// @param clock the time signatures are judged by
/// @param ids request ids
public record GatewaySettings(
        String host,
        int port,
        String account,
        String region,
        Credentials credentials,
        Authorizer authorizer,
        InstantSource clock,
        Ids ids) {}
