-- The load of bench/serve.py for wrk: nine of ten requests look, one decides on the version that was looked at.
-- Arguments: a file whose first line is the token and whose others are targets; a number to draw from.
local targets, waiting, turn, look = {}, {}, 0, nil
refused, faults, decided = 0, 0, 0   -- read by done()

local crew = {}
function setup(thread) crew[#crew + 1] = thread end

function init(args)
  local file = assert(io.open(args[1]))
  look = { Authorization = "Bearer " .. file:read() }
  for line in file:lines() do targets[#targets + 1] = line end
  math.randomseed(tonumber(args[2]))
end

function request()
  turn = turn + 1
  if turn % 10 > 0 or #waiting == 0 then return wrk.format("GET", targets[math.random(#targets)], look) end
  local event = table.remove(waiting, 1)
  local decision = math.random(2) == 1 and "accept" or "reject"
  decided = decided + 1
  return wrk.format("POST", "/v1/events/" .. event.id .. "/review", {
    ["Authorization"] = look.Authorization, ["Content-Type"] = "application/json", ["If-Match"] = event.etag,
  }, '{"decision":"' .. decision .. '"}')
end

function response(status, headers, body)
  -- 409: changed since it was looked at; 410: the incident was joined to another meanwhile
  if status == 409 or status == 410 then refused = refused + 1
  elseif status >= 400 then faults = faults + 1 end
  local id = status == 200 and #waiting < 100 and body:match('^{"report_id":"[^"]*","event":{"id":"([^"]+)"')
  if id then waiting[#waiting + 1] = { id = id:gsub("/", "%%2F"), etag = headers["ETag"] } end
end

function done(summary, latency)
  local of_all = function(name)
    local sum = 0
    for _, thread in ipairs(crew) do sum = sum + thread:get(name) end
    return sum
  end
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format('RESULT {"requests":%d,"seconds":%f,"p50":%f,"p99":%f,"longest":%f,"decided":%d,"refused":%d,"errors":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, of_all("decided"), of_all("refused"), of_all("faults") + broken))
end
