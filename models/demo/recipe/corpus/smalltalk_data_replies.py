"""Intents of small talk: jokes, and short reactions to what was said.

Wordings are separated by "|". Questions end with "?"; the final mark of statements is added when drawn.
"""

from __future__ import annotations

from .smalltalk_intent import intent

JOKES = (
    intent(
        "joke",
        "wants a joke",
        "Why did the expert stay at home? The router did not pick it.",
        "Tell me a joke|Tell a joke|A joke please|Can you tell me a joke?|Do you know a joke?"
        "|Say something funny|Make me laugh|I want to hear a joke|Joke|Give me a joke|Do you know any jokes?"
        "|Please tell me a joke|Tell me something funny|Be funny|Cheer me up|Could you tell me a joke?"
        "|I want a joke|Are you funny?",
    ),
    intent(
        "joke_again",
        "wants another joke",
        "What do you call a model with only one expert? Very sure of itself.",
        "Tell me another joke|Another joke|One more joke|Another joke please|Can you tell me another joke?"
        "|Do you know another joke?|Give me another joke|Tell me one more joke|A second joke|Next joke"
        "|More jokes|Tell me more jokes|I want another joke|A new joke please",
    ),
    intent(
        "joke_computer",
        "wants a joke about computers",
        "Why is the cache never lonely? It always gets hits.",
        "Tell me a joke about computers|Tell me a computer joke|A joke about computers"
        "|Do you know a computer joke?|Tell me a programmer joke|Give me a computer joke"
        "|Tell me a joke about programmers|A computer joke please|Tell me a nerd joke"
        "|Can you tell me a joke about computers?|Do you know a joke about programmers?"
        "|A joke about computers please|A programmer joke please",
    ),
    intent(
        "joke_animal",
        "wants a joke about animals",
        "Why did the octopus win the quiz? It had eight hands up.",
        "Tell me a joke about animals|Tell me an animal joke|A joke about animals"
        "|Do you know an animal joke?|Give me an animal joke|An animal joke please"
        "|Can you tell me a joke about animals?|Tell me a joke about fish|Tell me a joke about an octopus"
        "|Do you know a joke about animals?|A joke about animals please|Can you tell me an animal joke?",
    ),
    intent(
        "joke_maths",
        "wants a joke about numbers",
        "Why was the sum so polite? It always carried the one.",
        "Tell me a joke about maths|Tell me a maths joke|Tell me a math joke|A joke about maths"
        "|A joke about numbers|Do you know a maths joke?|Give me a math joke|A math joke please"
        "|Can you tell me a joke about math?|Tell me a joke about numbers|Do you know a joke about numbers?"
        "|A maths joke please",
    ),
)

REPLIES = (
    intent(
        "thanks",
        "thanks me",
        "You are welcome!",
        "Thanks|Thank you|Thank you very much|Thanks a lot|Many thanks|Thank you so much|Thx|Ty|Cheers"
        "|Thanks again|Thank you for your help|Thanks for your help|Thanks, Octant|Thank you, Octant"
        "|That helped, thanks|Great, thanks|Perfect, thank you|OK, thanks|I thank you|Thanks for the answer"
        "|That was helpful|Thank you, that is all|Much appreciated",
    ),
    intent(
        "welcome",
        "says that I am welcome",
        "That is kind of you. What is next?",
        "You are welcome|You're welcome|No problem|My pleasure|Not at all|Do not mention it|Any time"
        "|With pleasure|You are very welcome|No worries|It is nothing|Glad to help|It was my pleasure",
    ),
    intent(
        "compliment",
        "praises me",
        "Thank you, that is kind of you!",
        "You are great|You are nice|You are smart|You are the best|I like you|You are funny|You are good"
        "|You are cool|You are amazing|You are clever|You are helpful|You are very helpful|You are so smart"
        "|I like this model|You are cute|You are sweet|Good model|Nice model|You are awesome|You rock",
    ),
    intent(
        "love",
        "speaks of love or friendship",
        "That is sweet! I am only a program, but I am glad that you like me.",
        "I love you|I love you so much|Will you marry me?|Marry me|Do you love me?|I am in love with you"
        "|I love you, Octant|Will you be my friend?|Be my friend|Are you my friend?|Can we be friends?"
        "|I adore you|You are my friend|You are my best friend",
    ),
    intent(
        "insult",
        "is not happy with me",
        "I am sorry. I am only a small model, but I do my best.",
        "You are stupid|You are dumb|You are bad|You are useless|I hate you|You are an idiot"
        "|I do not like you|You suck|You are terrible|You are boring|You are the worst|You are not smart"
        "|You are a bad model|Shut up|You are slow|You know nothing|You are silly",
    ),
    intent(
        "wrong",
        "says that my answer was wrong",
        "I am sorry about that. Please ask me again in other words.",
        "That is wrong|Wrong|This is wrong|You are wrong|That is not right|That is not correct|That is false"
        "|Not correct|Wrong answer|That is not true|You made a mistake|Your answer is wrong|That was wrong"
        "|This is not correct|That is incorrect|This makes no sense|That makes no sense"
        "|That is not what I asked",
    ),
    intent(
        "apology",
        "apologises",
        "No problem at all!",
        "Sorry|I am sorry|I'm sorry|My apologies|I apologise|I apologize|Excuse me|Pardon me|Forgive me"
        "|My mistake|Sorry about that|My bad|I am so sorry|Oh, sorry|I did not mean that|That was my mistake"
        "|Please forgive me",
    ),
    intent(
        "ok",
        "agrees",
        "Good! What would you like to do next?",
        "OK|Okay|Alright|All right|Fine|Good|Great|Nice|Cool|Perfect|I see|Understood|Got it|Very good"
        "|Sounds good|Sure|Right|OK, good|That is fine|Excellent|I understand|Makes sense|Of course|OK then"
        "|Very well",
    ),
    intent(
        "yes",
        "says yes",
        "Good! Please tell me what you would like to know.",
        "Yes|Yes please|Yep|Yeah|Yup|Yes, please|Yes I do|Yes, of course|Oh yes|Absolutely|Definitely"
        "|Yes, sure|Yes, I do|Yes, I would|Y|Yes yes",
    ),
    intent(
        "no",
        "says no",
        "All right. I am here when you need me.",
        "No|Nope|No thanks|No thank you|Not now|No, thanks|No, thank you|Nah|Not really|Never|Nothing"
        "|Never mind|No no|I do not want to|Nothing more|Not yet|Forget it|N",
    ),
    intent(
        "maybe",
        "is not sure",
        "Take your time. I am here.",
        "Maybe|Perhaps|I do not know|I don't know|Not sure|I am not sure|Let me think|Hmm|Well"
        "|I need to think|Possibly|It depends|Who knows|I have no idea|No idea|Hm",
    ),
    intent(
        "laugh",
        "laughs",
        "I am glad that made you laugh!",
        "Haha|Ha ha|Hahaha|Lol|Hehe|That is funny|That was funny|Very funny|Funny|Good joke|Nice joke|Rofl"
        "|You made me laugh|So funny|That is a good joke|Great joke",
    ),
    intent(
        "bad_joke",
        "did not like the joke",
        "I am sorry, my jokes are as small as I am.",
        "That is not funny|Not funny|That was not funny|Bad joke|That was a bad joke|What a bad joke"
        "|Terrible joke|That joke was bad|I do not get it|I did not laugh|Your jokes are bad"
        "|That is a bad joke|Boring joke",
    ),
    intent(
        "wow",
        "is surprised",
        "I am glad that you like it! What is next?",
        "Wow|Oh|Oh wow|Amazing|Awesome|Incredible|Impressive|That is great|That is amazing|That is cool"
        "|Fantastic|Wonderful|That is nice|That is impressive|Very nice|Super|I like it|I love it"
        "|Interesting|That is interesting",
    ),
    intent(
        "confused",
        "did not understand",
        "Please tell me in one sentence what you would like to know.",
        "What?|Why?|How?|Huh?|What do you mean?|I do not understand|I don't understand|Really?"
        "|I am confused|Who?|When?|Where?|What was that?|Can you explain that?|What does that mean?|Explain"
        "|Explain that|How so?|Why not?|What are you talking about?",
    ),
    intent(
        "test",
        "tests if I work",
        "The test works. I am here.",
        "Test|Testing|This is a test|Test test|Just a test|Test 1|Test message|I am testing you"
        "|I am just testing|Just testing|Let me test you|Does this work?|Do you work?|Are you working?"
        "|Is this working?|Ping|Can you read this?|Is this thing on?|I want to test you",
    ),
    intent(
        "are_you_there",
        "asks if I am there",
        "Yes, I am here. How can I help?",
        "Are you there?|Are you here?|Is anybody there?|Is anyone there?|Anybody there?|Are you still there?"
        "|You there?|Anyone here?|Are you listening?|Are you ready?|Are you awake?|Are you still here?"
        "|Is someone there?|Can you answer me?|Do you hear me?|Will you answer?",
    ),
    intent(
        "wait",
        "asks me to wait",
        "Take your time, I will wait.",
        "Wait|Wait a moment|One moment|Just a moment|Hold on|Just a second|One second|Wait please"
        "|Please wait|Stop|Give me a minute|One minute|I will be right back|Wait a minute|Hang on"
        "|Be right back",
    ),
    intent(
        "chat",
        "wants to chat",
        "Gladly! Tell me your name, or ask me for a joke, a sum or a story.",
        "Let us chat|Let's chat|Talk to me|Can we talk?|I want to chat|Let us talk|Can we chat?|Let's talk"
        "|Chat with me|I want to talk|Do you want to talk?|Do you want to chat?|Speak to me|Say something"
        "|I would like to chat|Please talk to me|Tell me something|Let's start|Start|Begin",
    ),
    intent(
        "ask_me",
        "wants to be asked",
        "What is your favourite colour?",
        "Ask me a question|Ask me something|Can you ask me a question?|Do you have a question for me?"
        "|Ask me anything|Please ask me a question|Now you ask me something|Do you want to ask me something?"
        "|Do you have questions?|Ask me|Can you ask me something?|I want you to ask me a question"
        "|Now it is your turn to ask",
    ),
    intent(
        "surprise",
        "wants a surprise",
        "Here is a thought: an octopus has three hearts, and I have none.",
        "Surprise me|Tell me something surprising|Give me a surprise|Please surprise me|Can you surprise me?"
        "|Amaze me|Tell me something new|Tell me something interesting|Tell me a fun fact|Give me a fun fact"
        "|Fun fact|Do you know a fun fact?|A fun fact please|Tell me something nice|Do something",
    ),
    intent(
        "need_advice",
        "asks for encouragement",
        "You can do it! Start with one small step.",
        "Motivate me|Encourage me|Give me courage|Can I do it?|Say something nice|Give me some motivation"
        "|I need motivation|Tell me that I can do it|Will I make it?|I want to give up|I give up"
        "|I cannot do it|I need encouragement|Wish me luck|This is too hard",
    ),
)
