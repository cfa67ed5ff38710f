-- Events of Praesidium Academy for wrk, by turns a course completion and a learning path completion. Every request brings
-- one that nobody has seen: a learner of its own, and the time of now. Arguments: the number of the run, and the header Authorization.

local course = [[{"version":"1.0","event_type":"COURSE_COMPLETED","event_timestamp":"%s","event_context":{"uuid":"%s",]]
    .. [["user":"learner%09d@example.org","course":{"id":"CON20938ES","name":"Duty to Report: Mandated Reporter"}},]]
local path = [[{"version":"1.0","event_type":"LEARNING_PATH_COMPLETED","event_timestamp":"%s","event_context":{"uuid":"%s",]]
    .. [["user":"learner%09d@example.org","learning_path":{"id":"CONLP10023EN","name":"Duty to Report"}},]]
local details = [["event_specific_detail":{"user_detail":{"first_name":"Tester","last_name":"Testerman",]]
    .. [["clientExternalId":"1234569","ref3":"arbitrary text","ref4":"arbitrary text2","ref5":"arbitrary text3",]]
    .. [["ref7":"arbitrary text4","ref8":"arbitrary text5","ref9":"arbitrary text6"}}}]]
local events = { course .. details, path .. details }

local run, count, now, head = 0, 0, "", nil

function init(args)
    run = tonumber(args[1])
    head = "POST " .. wrk.path .. " HTTP/1.1\r\nHost: " .. wrk.host .. ":" .. wrk.port
        .. "\r\nAuthorization: " .. args[2] .. "\r\nContent-Type: application/json\r\nContent-Length: "
    math.randomseed(os.time() * 100 + run)
end

function request()
    if count % 500 == 0 then
        now = os.date("!%Y-%m-%d %H:%M:%S")
    end
    count = count + 1
    local learner = string.format("%08x-%04x-4%03x-8%03x-%012x", math.random(0, 0x7fffffff), math.random(0, 0xffff),
        math.random(0, 0xfff), run % 0x1000, count)
    local body = string.format(events[count % 2 + 1], now, learner, count)
    return head .. #body .. "\r\n\r\n" .. body
end
